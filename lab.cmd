@echo off
setlocal
set "here=%~dp0"
set "work=%here%target\lab"
set "jars=%here%kernel\app\target\interlace\lib"
set "venv=%here%.venv"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" --list-modules 2>nul | findstr /b "jdk.jshell@" >nul || (echo lab: No JDK found; install JDK 17 or newer and set JAVA_HOME to it. 1>&2 & exit /b 1)
if not exist "%work%" mkdir "%work%"
if not exist "%work%\built" (
    where mvn >nul 2>nul || (echo lab: No Maven found; install Maven 3.8.6 or newer. 1>&2 & exit /b 1)
    echo Building
    pushd "%here%"
    call mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true -Dchecks=-parameters -Dlint=-Xlint:none -pl kernel/app -am package || (popd & echo lab: The build failed. 1>&2 & exit /b 1)
    popd
    echo built> "%work%\built"
)
if "%~1"=="run" goto run
if "%~1"=="doctor" goto doctor
if "%~1"=="data" goto data
if not exist "%venv%\installed" (
    where python >nul 2>nul || (echo lab: No Python found; JupyterLab needs Python 3.10 or newer. Without it, lab run executes the notebooks. 1>&2 & exit /b 1)
    echo Fetching JupyterLab
    python -m venv --clear "%venv%" || exit /b 1
    "%venv%\Scripts\python" -m pip install -q --disable-pip-version-check -r "%here%notebooks\requirements.txt" || exit /b 1
    "%venv%\Scripts\python" -m pip install -q --disable-pip-version-check --no-index --no-deps "%here%kernel\app\src\main\papermill" || echo lab: papermill will not know Java. 1>&2
    echo installed> "%venv%\installed"
)
"%java%" -cp "%jars%\*" dev.interlace.app.Main install --prefix "%venv%" --alias java || exit /b 1
if "%~1"=="setup" exit /b 0
"%venv%\Scripts\python" -m jupyterlab --ServerApp.root_dir="%here%." --LabApp.default_url=/lab/tree/notebooks/lesson-7.1.ipynb %*
exit /b
:run
shift
set "notebooks="%here%notebooks\lesson-7.1.ipynb""
if "%~1"=="--all" set "notebooks="%here%notebooks" "%here%notebooks\labs" "%here%notebooks\reference""
if not "%~1"=="" if not "%~1"=="--all" set "notebooks="%~1""
"%java%" -cp "%jars%\*" dev.interlace.app.Main run --out "%work%" %notebooks%
exit /b
:doctor
"%java%" -cp "%jars%\*" dev.interlace.app.Main doctor --project "%here%."
exit /b
:data
"%java%" -cp "%jars%\*" dev.interlace.app.Main data %2 %3 %4 %5 %6 %7 %8 %9
exit /b
