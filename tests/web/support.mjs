// What the browser tests share: reports made by the program, a browser, and what to expect of any
// page.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.ENTENTE_BINARY || join(root, "build/dev/bin/entente");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const widths = { phone: 390, desk: 1280 };

const folder = mkdtempSync(join(tmpdir(), "entente-web-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const made = new Map();
/** The path of the report that the program makes with these words; made once. */
export function report(...words) {
  const key = words.join("\n");
  if (!made.has(key)) {
    const file = join(folder, `report-${made.size}.html`);
    try {
      execFileSync(program, [...words, "--html", file], { cwd: root, stdio: "pipe" });
    } catch (error) {
      // 1: the answer is no; 3: a limit was reached. There is a report, too.
      if (![1, 3].includes(error.status)) throw error;
    }
    made.set(key, file);
  }
  return made.get(key);
}

/** A scenario file with this text. */
export function scenario(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

let browser = null;
export async function openBrowser() {
  browser = await chromium.launch({
    executablePath: process.env.ENTENTE_BROWSER || "/usr/bin/chromium",
    // Root may not use the sandbox; the pages are our own, from files.
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
  });
}
export const closeBrowser = () => browser.close();

/** Opens a report. A fault that the page reports, or a request that it makes, fails the test. */
export async function open(file, { width = widths.desk, dark = false, script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    javaScriptEnabled: script,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) faults.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return {
    page,
    async close() {
      await context.close();
      assert.deepEqual(faults, []);
    },
  };
}

/** Opens a report, does something with it, closes it. */
export async function withPage(file, options, act) {
  const opened = await open(file, options);
  try {
    await act(opened.page);
  } finally {
    await opened.close();
  }
}

/** Nothing that axe-core knows to hinder people; nothing wider than the screen. */
export async function expectAccessible(page) {
  // evaluate() comes from the browser's own tools: the page's policy does not bind it.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  const faults = found.violations.map((violation) =>
    `${violation.id}: ${violation.nodes.map((node) => node.target + " " + node.failureSummary)}`);
  assert.deepEqual(faults, []);
  const [needed, there] = await page.evaluate(() =>
    [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(needed <= there, `the page is ${needed} wide, the window ${there}`);
}

export async function screenshot(page, name) {
  const to = process.env.ENTENTE_SCREENSHOTS;
  if (to) await page.screenshot({ path: join(to, `${name}.png`), fullPage: true });
}

export const textOf = (page, selector) => page.locator(selector).innerText();
