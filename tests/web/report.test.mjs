import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import {
  closeBrowser, expectAccessible, open, openBrowser, report, scenario, screenshot, textOf, widths,
  withPage,
} from "./support.mjs";

const flagship = "examples/us-china-2015.yaml";
const goal = "commercial_theft=stopped and prosecuted";

before(openBrowser);
after(closeBrowser);

const pages = {
  solve: ["solve", flagship],
  "solve-all": ["solve", flagship, "--best", "30", "--count"],
  "solve-three": ["solve", "examples/labour-dispute.yaml"],
  "solve-six": ["solve", "examples/harbour-game.yaml"],
  "solve-quota": ["solve", "examples/fishing-quota.json"],
  "solve-no-deal": ["solve", flagship, "--rule-out", "circumvention_support=reduced",
    "--rule-out", "circumvention_support=ended", "--rule-out", "network_exploitation=limited",
    "--rule-out", "network_exploitation=ended", "--rule-out", "hacktivists=prosecuted",
    "--rule-out", "botnet_cleanup=cleaned up", "--rule-out", "critical_infrastructure_us=stopped",
    "--rule-out", "dialogue=once a year", "--rule-out", "dialogue=twice a year with a hotline",
    "--rule-out", "assistance=timely"],
  table: ["table", flagship, "--goal", goal],
  why: ["why", flagship, "--goal", goal, "--off", "circumvention_support", "--off",
    "network_exploitation"],
  improve: ["improve", flagship, "examples/us-china-draft.yaml"],
  check: ["check", flagship],
  hold: ["hold", flagship],
  "hold-patient": ["hold", flagship, "--discount", "0.97"],
  "hold-game": ["hold", "--game", "examples/prisoners-dilemma.nfg", "--discount", "0.9"],
};

for (const [name, words] of Object.entries(pages)) {
  for (const [device, width] of Object.entries(widths)) {
    test(`${name} can be read by everybody, ${device}`, async () => {
      await withPage(report(...words), { width }, async (page) => {
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await expectAccessible(page);
          await screenshot(page, `${name}-${device}-${colorScheme}`);
        }
      });
    });
  }
}

test("the flagship's page answers without a script", async () => {
  for (const width of Object.values(widths)) {
    await withPage(report(...pages.solve), { width, script: false }, async (page) => {
      const text = await textOf(page, "body");
      // Who gives what; why the pledge is empty; what else is on the frontier.
      for (const part of ["The Nash deal gives United States a gain of 17 and China 15.",
        "United States gives", "Toleration of private hacktivists",
        "US pledge not to steal commercial secrets for its companies is empty: to China",
        "The outcomes of the frontier that all accept:", "Unlike the"]) {
        assert.ok(text.includes(part), part);
      }
      assert.equal(await page.locator("svg").count(), 2);
      assert.equal(await page.locator(".view").count(), 0);
      await screenshot(page, `solve-no-script-${width}`);
    });
  }
});

test("a page without a script is as accessible", async () => {
  // axe needs a script to run, so the page's own one is taken out instead.
  const html = readFileSync(report(...pages.solve), "utf8");
  const still = scenario("still.html", html.replace(/<script>[^]*<\/script>/, ""));
  for (const width of Object.values(widths)) {
    await withPage(still, { width }, async (page) => {
      assert.equal(await page.locator(".view").count(), 0);
      await expectAccessible(page);
    });
  }
});

test("a click shows the outcome, who gives what, and the ledger", async () => {
  await withPage(report(...pages.solve), {}, async (page) => {
    const before = await textOf(page, ".panel");
    assert.match(before, /Nash, Kalai-Smorodinsky and Egalitarian deal/);
    assert.match(before, /United States gives/);
    assert.match(before, /43\.9\s+28\s+15\.9/);
    await clickOn(page, "U");
    const after = await textOf(page, ".panel");
    assert.match(after, /Utilitarian deal/);
    assert.match(after, /\+34/);
    assert.match(after, /stopped and prosecuted/);
    assert.match(await textOf(page, "[role=status]"), /^A: Utilitarian deal: United States 34/);
  });
});

/** Clicks where the first picture shows this letter. */
async function clickOn(page, letter, options = {}) {
  const mark = page.locator(".view svg .letter", { hasText: new RegExp(`^${letter}$`) }).first();
  await page.locator(".view").first().scrollIntoViewIfNeeded();
  const box = await mark.boundingBox();
  if (options.shift) await page.keyboard.down("Shift");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  if (options.shift) await page.keyboard.up("Shift");
}

test("two outcomes can be compared side by side", async () => {
  await withPage(report(...pages.solve), {}, async (page) => {
    await clickOn(page, "U", { shift: true });
    const text = await textOf(page, ".panel");
    for (const part of [/A and B compared/, /A: Nash/, /B: Utilitarian/, /\+17 against A/,
      /-14 against A/, /Settled differently/, /The same in both/]) {
      assert.match(text, part);
    }
    await screenshot(page, "solve-compared");
    await expectAccessible(page);
    await page.getByLabel("Compare with B").selectOption({ label: "nothing" });
    assert.doesNotMatch(await textOf(page, ".panel"), /compared/);
    // For those who have no Shift key.
    await page.getByLabel("The next click chooses B").check();
    await clickOn(page, "U");
    assert.match(await textOf(page, ".panel"), /A and B compared/);
  });
});

test("keys do all that the mouse does", async () => {
  await withPage(report(...pages.solve), {}, async (page) => {
    const view = page.locator(".view");
    await view.focus();
    assert.equal(await view.getAttribute("role"), "slider");
    await page.keyboard.press("Home");
    assert.equal(await view.getAttribute("aria-valuenow"), "1");
    await page.keyboard.press("End");
    assert.equal(await view.getAttribute("aria-valuenow"), "55");
    const last = await view.getAttribute("aria-valuetext");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await view.getAttribute("aria-valuenow"), "54");
    assert.notEqual(await view.getAttribute("aria-valuetext"), last);
    assert.match(await view.getAttribute("aria-valuetext"), /not acceptable to both/);
    await page.keyboard.press("Enter");
    assert.match(await textOf(page, ".panel"), /Outcome with United States/);
    assert.match(await textOf(page, ".panel"), /Not acceptable to both/);
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+Enter");
    assert.match(await textOf(page, ".panel"), /A and B compared/);
    const zero = () => page.locator(".view .tick").allTextContents();
    const home = await zero();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await frame(page);
    const near = await zero();
    assert.notDeepEqual(near, home);
    await page.keyboard.press("Shift+ArrowRight");
    await frame(page);
    assert.notDeepEqual(await zero(), near);
    await page.keyboard.press("0");
    await frame(page);
    assert.deepEqual(await zero(), home);
    // Focus can be seen.
    const outline = await view.evaluate((element) => getComputedStyle(element).outlineStyle);
    assert.equal(outline, "solid");
  });
});

const frame = (page) => page.evaluate(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done))));

test("the picture can be zoomed and moved with the mouse", async () => {
  await withPage(report(...pages.solve), {}, async (page) => {
    const ticks = () => page.locator(".view .tick").allTextContents();
    const home = await ticks();
    await page.getByRole("button", { name: /^Zoom in/ }).click();
    await frame(page);
    assert.notDeepEqual(await ticks(), home);
    await page.getByRole("button", { name: /^Reset/ }).click();
    await frame(page);
    assert.deepEqual(await ticks(), home);
    await page.locator(".view").scrollIntoViewIfNeeded();
    const box = await page.locator(".view").boundingBox();
    const chosen = await textOf(page, ".panel h3");
    await page.mouse.move(box.x + 300, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 180, box.y + 250, { steps: 5 });
    await page.mouse.up();
    await frame(page);
    assert.notDeepEqual(await ticks(), home);
    // To drag is not to choose.
    assert.equal(await textOf(page, ".panel h3"), chosen);
    await page.locator(".view").focus();
    await page.mouse.wheel(0, -200);
    await frame(page);
  });
});

test("three parties: linked views", async () => {
  await withPage(report(...pages["solve-three"]), {}, async (page) => {
    assert.equal(await page.locator(".view").count(), 4);  // parallel axes, and three pairs
    const views = page.locator(".view");
    await views.nth(1).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await frame(page);
    const shown = await views.nth(1).getAttribute("aria-valuetext");
    for (const k of [0, 2, 3]) {
      assert.equal(await views.nth(k).getAttribute("aria-valuetext"), shown);
    }
  });
});

const five = scenario("five.yaml", `entente: 1
title: Five parties
parties: {a: {}, b: {}, c: {}, d: {}, e: {}}
issues:
${[..."abcde"].map((p) => `  i${p}: {giver: ${p}, options: [today, some, all]}`).join("\n")}
preferences:
${[..."abcde"].map((p) => `  ${p}: {${[..."abcde"].map((q) =>
    `i${q}: [0, ${p === q ? "-3, -7" : "2, 3"}]`).join(", ")}}`).join("\n")}
`);

test("five parties: the reader chooses the pair", async () => {
  await withPage(report("solve", five), {}, async (page) => {
    assert.equal(await page.locator(".view").count(), 2);
    await page.getByLabel("Upwards").selectOption({ label: "e" });
    const label = await page.locator(".view").nth(1).getAttribute("aria-label");
    assert.equal(label, "Gain of a and of e");
    await page.locator(".view").nth(1).focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    assert.match(await textOf(page, ".panel"), /Gain of e/);
    await expectAccessible(page);
    await screenshot(page, "solve-five");
  });
});

// Nearly opposed values: many outcomes are on the frontier.
function manyPoints() {
  let seed = 7;
  const draw = () => {
    seed = (seed * 16807) % 2147483647;
    return seed;
  };
  const count = 30;
  const base = Array.from({ length: count }, () => 500000000 + draw() % 500000000);
  const row = (party) => base.map((value, i) =>
    `i${i}: [0, ${(i % 2 === party ? -1 : 1) * (value + draw() % 2000000 - 1000000)}]`).join(", ");
  return scenario("many.yaml", `entente: 1
title: Many points
parties: {a: {}, b: {}}
issues:
${base.map((_, i) => `  i${i}: {giver: ${"ab"[i % 2]}, options: [today, moved]}`).join("\n")}
preferences:
  a: {${row(0)}}
  b: {${row(1)}}
`);
}

test("many thousand points are thinned, said so, and can be looked at", async () => {
  const file = report("solve", manyPoints());
  assert.ok(statSync(file).size < 5e6);
  await withPage(file, {}, async (page) => {
    const text = await textOf(page, "main");
    const [, drawn, all] = text.match(/The pictures show (\d+) of the (\d+) points/);
    assert.ok(Number(all) > 20000 && Number(drawn) <= 5100, `${drawn} of ${all}`);
    await page.locator(".view").focus();
    for (const key of ["Home", "PageUp", "+", "+", "Enter"]) await page.keyboard.press(key);
    assert.match(await textOf(page, ".panel"), /Outcome with a/);
    const nash = await page.locator("#choose-a option", { hasText: "Nash" }).textContent();
    await page.getByLabel("Deal A").selectOption({ label: nash });
    assert.match(await textOf(page, ".panel"), /Nash/);
    await expectAccessible(page);
    await screenshot(page, "solve-many");
  });
});

test("the improvements of a draft can be looked at, too", async () => {
  await withPage(report(...pages.improve), {}, async (page) => {
    const view = page.locator(".view");
    assert.equal(await view.getAttribute("aria-label"), "Rise of United States and of China");
    assert.equal(await view.getAttribute("aria-valuemax"), "5");
    assert.match(await textOf(page, ".panel"), /Proposed deal/);
    await view.focus();
    for (const key of ["End", "Enter"]) await page.keyboard.press(key);
    assert.match(await textOf(page, ".panel"), /Rise of United States\s+\+13/);
  });
});

test("the panel says why a balance is not the gain, as the page does", async () => {
  const file = scenario("differs.yaml", `entente: 1
title: Credits, beliefs, a reservation and what counts together
parties: {a: {}, b: {}}
issues:
  i: {giver: a, options: [today, moved]}
  k: {giver: b, options: [today, moved]}
  l: {giver: b, options: [today, moved]}
preferences:
  a: {reservation: 2, i: [0, -1], k: [0, 6], l: [0, 4]}
  b: {i: [0, 9], k: [0, -1], l: [0, -1], together: [{if: {k: moved, l: moved}, add: -1}]}
beliefs:
  a: {k: {today: 0.5, moved: 0.5}}
`);
  const said = (page, selector) =>
    page.locator(selector, { hasText: /balance.*gain:/ }).allInnerTexts();
  await withPage(report("solve", file), {}, async (page) => {
    const panel = await said(page, ".panel p");
    assert.equal(panel.length, 1);
    assert.match(panel[0], /credits count from.*; issues that count together.*; gains count from/);
    // Once in the panel, once below the ledger: word for word the same.
    assert.deepEqual(await said(page, "section > p"), panel);
    assert.match(await textOf(page, ".panel"), /\(m\): issues that count together/);
    await expectAccessible(page);
  });
  for (const words of [pages.solve, pages["solve-three"]]) {
    await withPage(report(...words), {}, async (page) => {
      assert.deepEqual(await said(page, ".panel p"), await said(page, "section > p"));
    });
  }
});

test("the panel says why a concession is empty, as the page does", async () => {
  const file = scenario("empty.yaml", `entente: 1
parties: {a: {}, b: {}}
issues:
  i: {giver: a, options: [today, moved]}
  k: {giver: b, options: [today, moved]}
  pledge: {giver: a, options: [none, given]}
  oath: {giver: a, options: [none, sworn]}
preferences:
  a: {i: [0, -1], k: [0, 6], pledge: [0, 1], oath: [0, 1]}
  b: {i: [0, 9], k: [0, -1], oath: [0, 1]}
beliefs:
  b: {oath: {none: 0, sworn: 1}}
`);
  await withPage(report("solve", file), {}, async (page) => {
    for (const part of [".panel", "section"]) {
      const text = (await page.locator(`${part} p`).allInnerTexts()).join(" ");
      assert.match(text, /pledge is empty: to b, "given" is worth no more than "none"/);
      assert.match(text, /oath is empty: b believes that it is so, or better, already\./);
    }
    await expectAccessible(page);
  });
});

test("names from right to left turn nothing around", async () => {
  const file = scenario("hebrew.yaml", `entente: 1
title: הסכם
parties: {a: {name: ישראל}, b: {name: B}}
issues:
  i: {title: מים, giver: a, options: [היום, "מחר 5"]}
  k: {title: "אש", giver: b, options: [היום, מחר]}
preferences: {a: {i: [0, -1], k: [0, 5]}, b: {i: [0, 3], k: [0, -1]}}
`);
  await withPage(report("solve", file), { width: widths.phone }, async (page) => {
    // Here balances are gains, and nothing is said of that.
    assert.doesNotMatch(await textOf(page, ".panel"), /is not the gain|its gain/);
    // From, arrow, to: from left to right, in the page and in what the script builds.
    const cells = await page.locator("td", { hasText: "→" }).all();
    assert.equal(cells.length, 4);
    for (const cell of cells) {
      const places = await cell.evaluate((cell) => {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        const found = {};
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          for (const [name, text] of [["from", "היום"], ["arrow", "→"], ["to", "מחר"]]) {
            const at = node.data.indexOf(text);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + text.length);
            found[name] = range.getBoundingClientRect().left;
          }
        }
        return found;
      });
      assert.ok(places.from < places.arrow && places.arrow < places.to, JSON.stringify(places));
    }
    await expectAccessible(page);
    await screenshot(page, "solve-right-to-left");
  });
});

test("many parties with long names: axes as wide as their column", async () => {
  const parties = [..."abcdefgh"];
  const file = scenario("eight.yaml", `entente: 1
title: Eight parties
parties: {${parties.map((p) => `${p}: {name: Ministry of ${p}-affairs}`).join(", ")}}
issues:
${parties.map((p) => `  i${p}: {giver: ${p}, options: [today, all]}`).join("\n")}
preferences:
${parties.map((p) => `  ${p}: {${parties.map((q) =>
    `i${q}: [0, ${p === q ? -3 : 2}]`).join(", ")}}`).join("\n")}
`);
  await withPage(report("solve", file), {}, async (page) => {
    const wide = async (selector) => (await page.locator(selector).first().boundingBox()).width;
    assert.ok(await wide(".view") > 0.95 * await wide(".chart-side"));
    // Names do not run into each other, and keep more than a few letters.
    const names = page.locator(".view").first().locator("text.axis");
    const boxes = await names.evaluateAll((all) => all.map((one) => {
      const { left, right, top } = one.getBoundingClientRect();
      return { left, right, top, text: one.textContent };
    }));
    assert.equal(boxes.length, parties.length);
    for (const box of boxes) {
      assert.ok(box.text.length >= 12, box.text);
      for (const other of boxes) {
        assert.ok(other.left <= box.left || other.top !== box.top || other.left >= box.right,
          `${box.text} and ${other.text}`);
      }
    }
    await screenshot(page, "solve-eight");
  });
});

test("no name makes the page wider than a telephone", async () => {
  const long = "x".repeat(200);
  const file = scenario("long.yaml", `entente: 1
title: ${long}
parties: {a: {name: ${long}}, b: {name: ${long}2}}
issues:
  i: {title: ${long}, giver: a, options: [today, ${long}]}
  k: {giver: b, options: [today, moved]}
preferences: {a: {i: [0, -1], k: [0, 5]}, b: {i: [0, 3], k: [0, -1]}}
`);
  for (const script of [true, false]) {
    await withPage(report("solve", file), { width: widths.phone, script }, async (page) => {
      const needed = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(needed <= widths.phone, `${needed}`);
      await screenshot(page, `solve-long-${script ? "live" : "still"}`);
    });
  }
});

test("what scrolls sideways shows that there is more", async () => {
  await withPage(report(...pages.solve), { width: widths.phone }, async (page) => {
    const wide = page.locator(".wide", { has: page.locator("svg") }).last();
    assert.ok(await wide.evaluate((frame) => frame.scrollWidth > frame.clientWidth));
    const layers = await wide.evaluate((frame) => getComputedStyle(frame).backgroundAttachment);
    assert.equal(layers, "local, local, scroll, scroll");
  });
});

test("on a telephone tables fit and long lists are put away", async () => {
  const overflowing = (page) => page.locator(".wide:has(table)").evaluateAll((frames) =>
    frames.filter((frame) => frame.scrollWidth > frame.clientWidth)
      .map((frame) => frame.getAttribute("aria-label")));
  const list = (page) => page.locator("details", { hasText: "that all accept" });
  await withPage(report(...pages.solve), { width: widths.phone }, async (page) => {
    assert.deepEqual(await overflowing(page), []);
    const cells = list(page).locator("td").first();
    assert.equal(await cells.isVisible(), false);
    await list(page).locator("summary").click();
    assert.ok(await cells.isVisible());
    assert.deepEqual(await overflowing(page), []);
    await expectAccessible(page);
    await list(page).locator("summary").click();
    // Paper has room.
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.ok(await cells.isVisible());
  });
  for (const options of [{ width: widths.desk }, { width: widths.phone, script: false }]) {
    await withPage(report(...pages.solve), options, async (page) => {
      assert.ok(await list(page).locator("td").first().isVisible());
    });
  }
});

test("tables that stack their cells stay tables to a screen reader", async () => {
  await withPage(report(...pages.solve), { width: widths.phone }, async (page) => {
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const children = new Map(nodes.map((node) => [node.nodeId, node.childIds]));
    const named = nodes.find((node) =>
      node.role.value === "table" && node.name.value.startsWith("The deals side by side"));
    const roles = [];
    const visit = (id) => {
      const node = nodes.find((one) => one.nodeId === id);
      roles.push(node.role.value);
      children.get(id).forEach(visit);
    };
    visit(named.nodeId);
    for (const role of ["row", "columnheader", "rowheader", "cell"]) {
      assert.ok(roles.includes(role), `${role} in ${new Set(roles).size} roles: ${[...new Set(roles)]}`);
    }
  });
});

test("what the scenario says stays text", async () => {
  const evil = "</script><img src=x onerror=alert(1)><b>x</b>";
  const file = scenario("evil.yaml", `entente: 1
title: ${JSON.stringify(evil)}
parties: {a: {name: ${JSON.stringify(evil)}}, b: {name: B}}
issues:
  i: {title: ${JSON.stringify(evil)}, giver: a, options: [today, ${JSON.stringify(evil)}]}
preferences: {a: {i: [0, -1]}, b: {i: [0, 3]}}
rules: []
`);
  const words = ["solve", file];
  await withPage(report(...words), {}, async (page) => {
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.locator("h1").innerText(), evil);
    assert.ok((await textOf(page, ".legend")).length > 0);
  });
});

test("paper", async () => {
  const opened = await open(report(...pages.solve), { dark: true });
  const { page } = opened;
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  // Ink on paper, whatever the screen's colours.
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return [style.color, style.backgroundColor];
  });
  assert.deepEqual(colours, ["rgb(27, 36, 48)", "rgb(255, 255, 255)"]);
  assert.equal(await page.locator("nav").isVisible(), false);
  assert.equal(await page.locator("button").first().isVisible(), false);
  const pdf = await page.pdf({ format: "A4",
    path: process.env.ENTENTE_SCREENSHOTS ? `${process.env.ENTENTE_SCREENSHOTS}/solve.pdf` : undefined });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  const sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) || []).length;
  assert.ok(sheets >= 2 && sheets <= 9, `${sheets} pages`);
  await opened.close();
});
