// Drives a notebook in JupyterLab as a hand would: node widgets.mjs CHROMIUM URL PICTURES
// Prints one line "name value" for each thing that BrowserIT looks at.
import { chromium } from 'playwright-core';

const [executablePath, url, pictures] = process.argv.slice(2);
const LONG = 120_000;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
const errors = [];
page.on('console', message => message.type() === 'error' && errors.push(message.text()));
page.on('pageerror', error => errors.push(String(error)));
const say = (name, value) => console.log(name + ' ' + JSON.stringify(value));
const output = index => page.locator('.jp-CodeCell').nth(index).locator('.jp-OutputArea').first();
const points = () => page.evaluate(() => document.querySelector('.js-plotly-plot')?.data[0].x.length ?? 0);
const picture = name => page.screenshot({ path: `${pictures}/${name}.png` });
const command = (id, args = {}) => page.evaluate(([i, a]) => window.jupyterapp.commands.execute(i, a), [id, args]);
const until = (what, ...args) => page.waitForFunction(what, args, { timeout: LONG });

try {
    for (let left = 120; ; left--) { // the server may still be starting
        try {
            await page.goto(url, { waitUntil: 'domcontentloaded' });
            break;
        } catch (error) {
            if (left === 0 || !String(error).includes('ERR_CONNECTION_REFUSED')) throw error;
            await new Promise(done => setTimeout(done, 500));
        }
    }
    await page.waitForSelector('.jp-NotebookPanel .jp-CodeCell', { timeout: LONG });
    await until(() => window.jupyterapp?.commands.hasCommand('notebook:run-all-cells'));
    await until(() => window.jupyterapp.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle');
    await page.evaluate(() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }); // not awaited
    await page.waitForSelector('.jp-CodeCell:nth-child(1) .js-plotly-plot .scatterlayer', { timeout: LONG });
    await page.waitForSelector('.widget-accordion, .jupyter-widget-Collapse, .jp-CodeCell .widget-button', { timeout: LONG });
    await until(() => document.querySelectorAll('.widget-button, .jupyter-button').length >= 2);
    say('points before', await points());
    say('plots', await page.locator('.js-plotly-plot').count());
    await picture('widgets-light-1280');

    const handle = page.locator('.widget-slider .noUi-handle').first();
    await handle.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    await until(() => document.querySelector('.js-plotly-plot')?.data[0].x.length === 9);
    say('points after', await points());
    say('still lines', await page.locator('.interlace-still:visible').count());

    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
    await until(() => document.querySelector('.js-plotly-plot')?.data[0].x.length === 20);
    say('points at the end', await points());

    const form = output(1);
    say('titles', await form.locator('.jupyter-widget-Collapse-header, .p-Collapse-header, .lm-Collapse-header').allTextContents());
    say('code before', await form.locator('.widget-html-content pre, .jupyter-widgets pre').first().textContent());
    await form.getByText('encoders', { exact: true }).click();
    const hidden = form.locator('.widget-text', { has: page.locator('.widget-label:text-is("hidden")') });
    say('tooltip', await hidden.locator('.widget-label').getAttribute('title'));
    await hidden.locator('input').fill('24');
    await hidden.locator('input').press('Tab');
    await until(() => [...document.querySelectorAll('.jupyter-widgets pre')].some(pre => pre.textContent.includes('"hidden", 24')));
    say('code after', await form.locator('.jupyter-widgets pre').first().textContent());
    await form.locator('button:text-is("Fit")').click();
    await until(() => document.body.innerText.includes('hidden=24'));
    say('fitted', (await form.innerText()).includes('hidden=24'));
    await picture('form-light-1280');

    await page.setViewportSize({ width: 900, height: 1400 });
    await command('apputils:change-theme', { theme: 'JupyterLab Dark' });
    await page.waitForSelector('body[data-jp-theme-light="false"]', { state: 'attached' });
    await page.waitForTimeout(1500); // the picture alone needs it: a theme's transition has no end to wait for
    await picture('widgets-dark-900');
    say('cut', await page.evaluate(() => [...document.querySelectorAll('.widget-text, .widget-slider, .widget-dropdown')]
        .filter(one => one.getBoundingClientRect().right > one.closest('.jp-OutputArea-output').getBoundingClientRect().right)
        .length));
    await command('docmanager:save');
    await page.waitForFunction(() => !document.querySelector('.jp-mod-dirty'), null, { timeout: LONG });
} catch (error) {
    await picture('failed');
    say('failed', String(error));
} finally {
    say('errors', errors);
    await browser.close();
}
