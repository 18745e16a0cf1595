import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

// src/reference/child.ts
import { createServer } from "node:http";

// src/reference/handler.ts
function answer(body) {
  const { customer, lines } = JSON.parse(body);
  const totals = /* @__PURE__ */ new Map();
  for (const { category, amount, price } of lines) {
    totals.set(category, (totals.get(category) ?? 0) + amount * price);
  }
  const dearest = [...lines].sort(
    (a, b) => b.amount * b.price - a.amount * a.price || (a.product < b.product ? -1 : 1)
  );
  const rows = dearest.map(
    ({ product, amount, price }) => `<tr><td>${escaped(title(product))}</td><td>${amount}</td><td>${money(amount * price)}</td></tr>`
  );
  const sum = [...totals.values()].reduce((all, one) => all + one, 0);
  return JSON.stringify({
    customer: title(customer),
    totals: Object.fromEntries([...totals].sort(([a], [b]) => a < b ? -1 : 1)),
    sum: money(sum),
    html: `<table>${rows.join("\n")}</table>`
  });
}
var ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
var escaped = (text) => text.replaceAll(/[&<>"]/g, (found) => ENTITIES[found] ?? found);
var title = (text) => text.split(" ").map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join(" ");
var money = (hundredths) => {
  const whole = String(Math.floor(hundredths / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${whole}.${String(hundredths % 100).padStart(2, "0")}`;
};

// src/reference/request.ts
var PATH = "/orders";
var CATEGORIES = ["books", "tools & parts", "garden", "kitchen", "<misc>"];
var REQUEST_BODY = JSON.stringify({
  customer: 'ada "the first" lovelace',
  lines: Array.from({ length: 40 }, (_, index) => ({
    product: `item ${String.fromCharCode(97 + index % 26)} & sons no ${index * 37 % 101}`,
    category: CATEGORIES[index * 7 % CATEGORIES.length],
    amount: 1 + index * 13 % 9,
    price: 99 + index * 7919 % 1e5
  }))
});

// src/reference/child.ts
var MAX_BODY = 65536;
var server = createServer((request, response) => {
  const chunks = [];
  let length = 0;
  request.on("data", (chunk) => {
    length += chunk.length;
    if (length <= MAX_BODY) chunks.push(chunk);
  });
  request.on("end", () => {
    const found = request.url === PATH && request.method === "POST" && length <= MAX_BODY;
    const text = found ? tryAnswer(Buffer.concat(chunks).toString("utf8")) : null;
    response.writeHead(text === null ? 400 : 200, { "content-type": "application/json" });
    response.end(text ?? "{}");
  });
});
function tryAnswer(body) {
  try {
    return answer(body);
  } catch {
    return null;
  }
}
server.listen(Number(process.env["PORT"]), process.env["HOST"] ?? "0.0.0.0");
