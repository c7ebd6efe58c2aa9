// Looks at a page without a network: node page.mjs CHROMIUM FILE PICTURE
import { chromium } from 'playwright-core';

const [executablePath, file, picture] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
const say = (name, value) => console.log(name + ' ' + JSON.stringify(value));
try {
    await page.route(/^https?:/, route => route.abort());
    await page.goto('file://' + file, { waitUntil: 'load' });
    await page.waitForFunction(() => document.querySelector('.js-plotly-plot, .jp-OutputArea-output img'), null, { timeout: 30_000 });
    say('figures', await page.locator('.js-plotly-plot:visible, .jp-OutputArea-output img:visible').count());
    say('lines', await page.locator('.interlace-still:visible').allTextContents());
    say('text', await page.evaluate(() => document.body.innerText));
    await page.screenshot({ path: picture, fullPage: true });
} finally {
    await browser.close();
}
