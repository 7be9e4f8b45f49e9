
// ---- what is pointed at, chosen, compared

const pointed = make("p", { class: "pointed", "aria-hidden": "true" });
function point(item) { pointed.textContent = describe(item); }

const status = make("p", { class: "unseen", role: "status", "aria-live": "polite" });
const compareNext = make("input", { type: "checkbox", id: "compare-next" });
const comparing = () => compareNext.checked;
const panel = make("div", { class: "panel" });

const mostChoices = 300;
function chooser(slot, label) {
  const select = make("select", { id: `choose-${slot}` });
  const deals = make("optgroup", { label: "Deals" });
  const others = make("optgroup", { label: data.chart.good });
  const option = (item, text) => make("option", { value: String(item.index) }, text);
  if (slot === "b") select.append(make("option", { value: "" }, "nothing"));
  for (const item of items.filter((one) => one.marks.length > 0)) {
    deals.append(option(item, fit(nameOf(item), 60)));
  }
  const good = items.filter((item) => item.good && item.marks.length === 0);
  const step = Math.ceil(good.length / mostChoices);
  good.filter((_, k) => k % step === 0)
    .forEach((item) => others.append(option(item, fit(amounts(item.at), 60))));
  if (deals.children.length > 0) select.append(deals);
  if (others.children.length > 0) select.append(others);
  let extra = null;
  const follow = () => {
    const item = state[slot];
    if (extra) extra.remove();
    extra = null;
    const value = item ? String(item.index) : "";
    if (![...select.options].some((one) => one.value === value)) {
      extra = option(item, fit(amounts(item.at), 60));
      select.append(extra);
    }
    select.value = value;
  };
  select.addEventListener("change", () =>
    choose(slot, select.value === "" ? null : items[Number(select.value)]));
  listeners.push(follow);
  follow();
  return make("div", { class: "field" },
    make("label", { for: select.id }, label), select);
}

const cell = (text, kind = null) => make("td", { class: kind }, text);
const rowHead = (text, kind = null) => make("th", { scope: "row", class: kind }, text);

function groupRow(title, columns) {
  return make("tr", { class: "group" },
    make("th", { colspan: String(columns), scope: "rowgroup" }, title));
}

function tableOf(caption, heads, bodies, from = 2) {
  // On a telephone the names of what is settled stand above their cells (html_table.cpp).
  const style = from === 2 && heads.length === 4 ? "stack columns-3" : null;
  const table = make("table", { class: style }, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map((head, k) =>
      head === "" ? make("td") : make("th", { scope: "col", class: k >= from ? "number" : null }, head)))));
  for (const rows of bodies) table.append(make("tbody", {}, ...rows));
  return make("div", { class: "wide", role: "group", tabindex: "0", "aria-label": caption },
    table);
}

function creditLines(move) {
  if (!move.known) return [""];
  if (move.empty) return ["EMPTY"];
  const given = move.credit.map((credit, j) => [credit, parties[j]])
    .filter(([credit]) => credit !== null);
  if (given.length === 1) return [number(given[0][0])];
  const some = given.filter(([credit]) => credit !== 0);
  return some.length === 0 ? ["0"] : some.map(([credit, party]) => `${party} ${number(credit)}`);
}

const titleOf = (move) => move.issue.title + (move.marginal ? " (m)" : "");

function changeText(move) {
  const { options, today } = move.issue;
  return today === null ? options[move.option] : `${options[today]} → ${options[move.option]}`;
}

function gainLines(item) {
  return make("dl", { class: "gains" }, ...parties.flatMap((party, j) => [
    make("div", {}, make("dt", {}, `${data.chart.amount} of ${party}`),
      make("dd", {}, signed(item.at[j])))]));
}

// Moves by who gives them: one body of rows for each.
function moveBodies(moves) {
  const ledger = data.chart.ledger;
  const bodies = [];
  const givers = [...parties.map((_, j) => j), null];
  for (const giver of givers) {
    const rows = moves.filter((move) => move.issue.giver === giver);
    if (rows.length === 0) continue;
    const title = giver === null ? "Jointly" : `${parties[giver]} gives`;
    bodies.push([
      ...(ledger ? [groupRow(title, 4)] : []),
      ...rows.map((move) => make("tr", {}, rowHead(titleOf(move)), cell(changeText(move)),
        ...(ledger
          ? [cell(move.cost === null ? "" : number(move.cost), "number"),
            make("td", { class: move.empty ? "number warning" : "number" },
              ...creditLines(move).map((line) => make("span", { class: "line" }, line)))]
          : [])))]);
  }
  return bodies;
}

function balanceTable(moves) {
  const { credits, costs } = totalsOf(moves);
  return tableOf("What each gets and gives in all", ["Balance", "credits", "costs", "balance"],
    [parties.map((party, j) => make("tr", {}, rowHead(party), cell(number(credits[j]), "number"),
      cell(number(costs[j]), "number"), cell(number(credits[j] - costs[j]), "number strong")))], 1);
}

// Parties whose balance is not what they gain, and why (entente/report/balance_causes.cpp).
function differenceOf(item, moves) {
  const { credits, costs, unbiased } = totalsOf(moves);
  const reasons = new Set();
  const offsets = new Set();
  const differing = parties.filter((_, j) => {
    const balance = credits[j] - costs[j];
    const even = unbiased[j] - costs[j];
    const risen = item.at[j] + data.chart.offset[j];
    const unlike = (a, b) =>
      Math.abs(a - b) > 1e-9 * (credits[j] + costs[j] + Math.abs(risen) + Math.abs(item.at[j]));
    if (!unlike(balance, item.at[j])) return false;
    if (unlike(balance, even)) reasons.add("beliefs");
    if (unlike(even, risen)) reasons.add("interactions");
    if (unlike(risen, item.at[j])) offsets.add(data.chart.words.offset[j]);
    return true;
  });
  if (differing.length === 0) return "";
  const whose = differing.length === parties.length ? "No party's balance is its"
    : `The balance of ${joined(differing)} is not the`;
  // In the order in which the page names them.
  const told = [...[...reasons].sort().map((name) => data.chart.words[name]), ...[...offsets].sort()];
  return `${whose} ${data.chart.amount.toLowerCase()}: ${told.join("; ")}.`;
}

// Why nobody credits an empty concession, as the page says of the deal it shows.
function emptyReason(move) {
  if (move.marginal) return "together with the rest it adds nothing";
  const { options, today } = move.issue;
  return joined(parties.flatMap((party, j) => {
    const worth = move.unbiased[j];
    if (j === move.issue.giver || worth === null) return [];
    if (worth > 0) return [`${party} believes that it is so, or better, already`];
    if (worth < 0) return [`${party} likes "${options[today]}" better`];
    return [`to ${party}, "${options[move.option]}" is worth no more than "${options[today]}"`];
  }));
}

function balanceNotes(item, moves) {
  const notes = moves.filter((move) => move.empty)
    .map((move) => `${titleOf(move)} is empty: ${emptyReason(move)}.`);
  notes.push(differenceOf(item, moves));
  if (moves.some((move) => move.marginal)) notes.unshift(data.chart.words.marginal);
  return notes.filter((text) => text !== "")
    .map((text) => make("p", { class: "faint note" }, text));
}

function showOne(item) {
  const moves = movesOf(item);
  const parts = [make("h3", {}, nameOf(item)), gainLines(item)];
  if (!item.good) parts.push(make("p", { class: "warning" }, `Not ${data.chart.good}.`));
  if (moves.length === 0) return [...parts, make("p", {}, "Nothing moves.")];
  const heads = data.chart.ledger ? ["Issue", "From → to", "Cost", "Credit"] : ["Issue", "Settled"];
  parts.push(tableOf(`Who gives what: ${nameOf(item)}`, heads, moveBodies(moves)));
  if (data.chart.ledger) {
    if (moves.every((move) => move.known)) {
      parts.push(balanceTable(moves), ...balanceNotes(item, moves));
    } else parts.push(make("p", { class: "faint" },
      "Some of these issues count together. What they cost and earn in this outcome is not in this page."));
  }
  const still = data.issues.filter((issue, i) => !issue.threat && item.outcome[i] === issue.today);
  if (still.length > 0) {
    parts.push(make("p", { class: "faint" },
      `Stays as it is today: ${still.map((issue) => issue.title).join("; ")}.`));
  }
  return parts;
}

function compareRows(a, b) {
  const sides = [a, b].map((item) => new Map(movesOf(item).map((move) => [move.i, move])));
  const settled = (side, item, i) => {
    const issue = data.issues[i];
    const move = sides[side].get(i);
    const text = issue.options[item.outcome[i]];
    if (!move || !move.known) return cell(text, move ? null : "faint");
    const cost = move.cost === null ? "" : `cost ${number(move.cost)}, `;
    return make("td", {}, text,
      make("small", {}, `${cost}credit ${creditLines(move).join(", ")}`));
  };
  const row = (i) => make("tr", {}, rowHead(data.issues[i].title), settled(0, a, i),
    settled(1, b, i));
  const all = data.issues.map((_, i) => i).filter((i) => !data.issues[i].threat);
  const unlike = all.filter((i) => a.outcome[i] !== b.outcome[i]);
  const alike = all.filter((i) => a.outcome[i] === b.outcome[i] && sides[0].has(i));
  const bodies = [];
  if (unlike.length > 0) bodies.push([groupRow("Settled differently", 3), ...unlike.map(row)]);
  if (alike.length > 0) bodies.push([groupRow("The same in both", 3), ...alike.map(row)]);
  return bodies;
}

// What each has credited and pays, in both; nothing where it is not known of both.
function balances(a, b) {
  const moves = [movesOf(a), movesOf(b)];
  if (!data.chart.ledger || !moves.flat().every((move) => move.known)) return [];
  const [left, right] = moves.map(totalsOf);
  const text = ({ credits, costs }, j) =>
    make("td", {}, number(credits[j] - costs[j]),
      make("small", {}, `credits ${number(credits[j])}, costs ${number(costs[j])}`));
  return [[groupRow("The ledger", 3), ...parties.map((party, j) =>
    make("tr", {}, rowHead(`Balance of ${party}`), text(left, j), text(right, j)))]];
}

function comparedNotes(a, b) {
  const moves = [movesOf(a), movesOf(b)];
  if (balances(a, b).length === 0) return [];
  return [a, b].map((item, k) => [differenceOf(item, moves[k]), "AB"[k]])
    .filter(([text]) => text !== "")
    .map(([text, name]) => make("p", { class: "faint note" }, `${name}: ${text}`));
}

function showTwo(a, b) {
  const gains = parties.map((party, j) => make("tr", {},
    rowHead(`${data.chart.amount} of ${party}`), cell(number(a.at[j])),
    make("td", {}, number(b.at[j]), make("small", {}, `${signed(b.at[j] - a.at[j])} against A`))));
  const table = tableOf("Two outcomes compared",
    ["", `A: ${nameOf(a)}`, `B: ${nameOf(b)}`], [gains, ...balances(a, b), ...compareRows(a, b)], 3);
  return [make("h3", {}, "A and B compared"), table, ...comparedNotes(a, b)];
}

function show(slot) {
  panel.replaceChildren(...(state.b ? showTwo(state.a, state.b) : showOne(state.a)));
  if (slot === undefined) return;
  const item = state[slot];
  status.textContent = item ? `${slot.toUpperCase()}: ${describe(item)}` : "Nothing to compare";
  if (item) point(item);
}

// ---- the page

function planeWithControls(x, y) {
  const plane = new Plane(x, y);
  const button = (text, label, act) => {
    const element = make("button", { type: "button", "aria-label": label }, text);
    element.addEventListener("click", act);
    return element;
  };
  const name = plane.element.getAttribute("aria-label");
  const figure = make("figure", {},
    make("div", { class: "controls" },
      button("+", `Zoom in: ${name}`, () => plane.zoom(1.5)),
      button("−", `Zoom out: ${name}`, () => plane.zoom(1 / 1.5)),
      button("Reset", `Reset: ${name}`, () => plane.reset())),
    plane.element);
  return figure;
}

// With many parties, which two are drawn is the reader's choice.
function chosenPlane() {
  const holder = make("div");
  const pick = ["x", "y"].map((axis, k) => {
    const select = make("select", { id: `axis-${axis}` },
      ...parties.map((party, j) => make("option", { value: String(j) }, fit(party, 40))));
    select.value = String(k);
    return select;
  });
  const update = () => holder.replaceChildren(
    planeWithControls(Number(pick[0].value), Number(pick[1].value)));
  pick.forEach((select) => select.addEventListener("change", update));
  update();
  return make("div", {}, make("div", { class: "choosers" },
    ...pick.map((select, k) => make("div", { class: "field" },
      make("label", { for: select.id }, k === 0 ? "Across" : "Upwards"), select))), holder);
}

function makeViews() {
  const list = [];
  if (parties.length > 2) {
    list.push(make("figure", { class: parties.length > 4 ? "row" : null },
      new ParallelAxes().element));
  }
  if (parties.length > 4) return [...list, chosenPlane()];
  for (let x = 0; x + 1 < parties.length; ++x) {
    for (let y = x + 1; y < parties.length; ++y) list.push(planeWithControls(x, y));
  }
  return list;
}

function start() {
  const keys = make("p", { class: "keys", id: "keys" },
    "Click an outcome to see what it settles.", make("span", { class: "desk" },
      " With Shift, to compare it. Keys: arrows go along the outcomes, Enter shows one, " +
      "Shift+Enter compares it, + and − zoom, Shift with an arrow moves the picture, 0 resets it. " +
      "Drag to move; the wheel zooms once the picture is chosen."));
  const pictures = explorer.querySelector(".pictures");
  pictures.replaceChildren(...makeViews());
  for (const one of [pictures, explorer]) {
    one.classList.toggle("single", pictures.children.length === 1);
  }
  const chart = make("div", { class: "chart-side" }, pictures, pointed,
    explorer.querySelector(".legend"), keys);
  const side = make("div", { class: "deal-side" },
    make("div", { class: "choosers controls" }, chooser("a", "Deal A"),
      chooser("b", "Compare with B"),
      make("div", { class: "field inline" }, compareNext,
        make("label", { for: "compare-next" }, "The next click chooses B"))),
    status, panel);
  explorer.classList.add("live");
  explorer.replaceChildren(chart, side);
  listeners.push(show);
  show();
  point(state.a);
}

// What does not scroll needs no stop for those who go by keys.
function setStops() {
  for (const frame of document.querySelectorAll(".wide")) {
    if (frame.scrollWidth > frame.clientWidth) frame.setAttribute("tabindex", "0");
    else frame.removeAttribute("tabindex");
  }
}

// A telephone has little room: what can be put away is, until it is wanted, or printed.
const folds = [...document.querySelectorAll("details")];
if (matchMedia("(max-width: 30rem)").matches) folds.forEach((fold) => { fold.open = false; });
addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));

if (data) start();
listeners.push(setStops);
new ResizeObserver(setStops).observe(document.body);
