// Draws client/public/icons: the icons of the installed page, and the preview picture of links to pages without a
// picture of their own. The drawn files are committed. After a change of the favicon, run: node
// client/testing/browser/draw-icons.ts
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findChromium } from './find-chromium.ts';
import { launchBrowser } from './launch.ts';

const PUBLIC = join(import.meta.dirname, '../../public');
const FOLDER = join(PUBLIC, 'icons');
const BACKGROUND = '#1c1622';

const favicon = await readFile(join(PUBLIC, 'favicon.svg'), 'utf8');
/** The mark without the rounded square behind it. */
const mark = favicon.replace(/<rect[^>]*\/>/, '');

/** @param share of the square that the mark takes. Android may cut off everything outside 80 % of a maskable icon. */
const square = (share: number) =>
  `<div style="display:grid;place-items:center;height:100vh;background:${BACKGROUND}">
    <div style="width:${String(share * 100)}vw">${mark}</div></div>`;

const PICTURES = [
  { name: 'icon-192.png', width: 192, height: 192, body: favicon },
  { name: 'icon-512.png', width: 512, height: 512, body: favicon },
  { name: 'maskable-512.png', width: 512, height: 512, body: square(0.7) },
  // iOS rounds the corners itself, and shows transparent corners in black.
  { name: 'apple-touch-icon.png', width: 180, height: 180, body: square(0.9) },
  {
    name: 'preview.png',
    width: 1200,
    height: 630,
    body: `<div style="display:grid;align-content:center;justify-items:center;gap:28px;height:100vh;background:${BACKGROUND};
        color:#fff3d6;font-family:Georgia,'DejaVu Serif',serif">
      <div style="width:260px">${mark}</div>
      <div style="font-size:104px;line-height:1">Marquee</div>
      <div style="font-size:38px;color:#d9c9a8">Film search that answers as you type</div></div>`,
  },
];

const found = await findChromium();
if ('absent' in found) throw new Error(found.absent);
const browser = await launchBrowser(found);
try {
  await mkdir(FOLDER, { recursive: true });
  for (const { name, width, height, body } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${body}`);
    await page.screenshot({ path: join(FOLDER, name), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
