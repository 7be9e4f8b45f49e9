"use strict";
// Lets a reader look at the outcomes of a frontier: pan, zoom, choose, compare. This file reads the
// data, views.js draws, panel.js shows what an outcome settles and starts it all; a page has them in
// one script. All that is needed is in the page, as JSON in #data (entente/report/html_data.cpp):
//   chart   amount, parties, origin, good, other (words), size, low, high ([party] ranges),
//           ledger (are costs and credits known?), offset ([party] from the status quo to where all
//           amounts are 0), words (sentences)
//   issues  [{title, options, today, giver, interacts, moves: [option] null or a move}]
//   marks   [{letter, name, at: [party], outcome: [issue], good, own}]: the deals, the first one shown
//   points  good: a digit each; at, outcomes: numbers, all points in a row; own: {point: moves}
// A move is [cost, [credit of each party], empty] and, where beliefs change it, [what the credits
// would be without them]; `own` has moves that depend on the whole outcome,
// each led by its issue. Nothing of it is ever written as markup.

const source = document.getElementById("data");
const explorer = document.getElementById("explorer");
// Null in a page without a frontier.
const data = source && explorer ? JSON.parse(source.textContent) : null;
const parties = data ? data.chart.parties : [];

// ---- small helpers

const svgSpace = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}
const make = (name, attributes = {}, ...children) =>
  fill(document.createElement(name), attributes, children);
const draw = (name, attributes = {}, ...children) =>
  fill(document.createElementNS(svgSpace, name), attributes, children);

function number(value) {
  const size = Math.abs(value);
  if (size >= 1e5 && size < 1e15) return value.toFixed(0);
  return String(Number(value.toPrecision(6)));
}
const signed = (value) => (value > 0 ? "+" : "") + number(value);
// A cut does not leave open what is isolated (\u2068 to \u2069: names that run from right to left).
function fit(text, length) {
  if (text.length <= length) return text;
  const kept = text.slice(0, length - 1);
  const open = kept.lastIndexOf("\u2068") > kept.lastIndexOf("\u2069");
  return `${kept}…${open ? "\u2069" : ""}`;
}
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const joined = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
const amounts = (at) => parties.map((party, j) => `${party} ${number(at[j])}`).join(", ");

// ---- the outcomes

function readItems() {
  const width = parties.length;
  const issues = data.issues.length;
  const items = [];
  for (let k = 0; k < data.points.good.length; ++k) {
    items.push({
      at: data.points.at.slice(k * width, (k + 1) * width),
      outcome: data.points.outcomes.slice(k * issues, (k + 1) * issues),
      good: data.points.good[k] === "1",
      own: data.points.own[k] || null,
      marks: [],
    });
  }
  for (const mark of data.marks) {
    let item = items.find((one) => one.at.every((amount, j) => amount === mark.at[j]));
    if (!item) {
      item = { good: mark.good, marks: [] };
      items.push(item);
    }
    Object.assign(item, { at: mark.at, outcome: mark.outcome, own: mark.own || item.own });
    item.marks.push(mark);
  }
  items.forEach((item, k) => { item.index = k; });
  return items;
}

const items = data ? readItems() : [];
const nameOf = (item) =>
  item.marks.length > 0
    ? `${item.marks.map((mark) => mark.name).join(", ")} deal`
    : `Outcome with ${amounts(item.at)}`;
const describe = (item) =>
  `${item.marks.length > 0 ? nameOf(item) + ": " : ""}${amounts(item.at)}; ` +
  (item.good ? data.chart.good : "not " + data.chart.good);

// What the outcome moves off today, and who gives and gets how much by it.
function movesOf(item) {
  const own = new Map((item.own || []).map(([issue, ...move]) => [issue, move]));
  const moves = [];
  data.issues.forEach((issue, i) => {
    const option = item.outcome[i];
    if (option === issue.today) return;
    const move = issue.moves ? issue.moves[option] : own.get(i);
    const [cost, credit, empty, unbiased] = move || [null, parties.map(() => null), 0];
    moves.push({ i, issue, option, cost, credit, empty, unbiased: unbiased || credit,
      known: Boolean(move), marginal: own.has(i) });
  });
  return moves;
}

function totalsOf(moves) {
  const credits = parties.map(() => 0);
  const unbiased = parties.map(() => 0);
  const costs = parties.map(() => 0);
  for (const move of moves) {
    if (move.issue.giver !== null && move.cost !== null) costs[move.issue.giver] += move.cost;
    move.credit.forEach((credit, j) => { credits[j] += credit || 0; });
    move.unbiased.forEach((credit, j) => { unbiased[j] += credit || 0; });
  }
  return { credits, costs, unbiased };
}

const state = { a: items.find((item) => item.marks.includes(data.marks[0])) || items[0], b: null };
const listeners = [];
function choose(slot, item) {
  state[slot] = item;
  if (state.b === state.a) state.b = null;
  listeners.forEach((listen) => listen(slot));
}
