/** Small services of which one function can be made slower: for bench/profile.ts. */

/** Bodies of the functions of a service, by name. */
type Bodies = Readonly<Record<string, string>>;

/** A slowdown that is planted: the function that has it, and its body before and after. */
export interface Planted {
  readonly language: 'python' | 'node' | 'go';
  /** As the profile calls it. */
  readonly name: string;
  readonly what: string;
  readonly body: string;
}

const PYTHON: Bodies = {
  render: 'return json.dumps(items).encode()',
  valid: 'return all(item["name"].startswith("item") for item in items)',
  audit: 'return len(items)',
  snapshot: 'return list(items)',
  price: 'return item["id"] * 3',
};

const python = (changed: Bodies): Readonly<Record<string, string>> => {
  const bodies = { ...PYTHON, ...changed };
  const of = (name: string): string => bodies[name] ?? '';
  return {
    Dockerfile: 'FROM python:3.13-slim\nCOPY shop.py /app/\nCMD ["python", "/app/shop.py"]\n',
    'shop.py': `import copy, io, json, logging, re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ITEMS = [{"id": number, "name": f"item {number}", "tags": ["a", "b"]} for number in range(40)]
LOG = logging.getLogger("shop")
LOG.addHandler(logging.StreamHandler(io.StringIO()))
LOG.setLevel(logging.INFO)
LOG.propagate = False

def render(items):
    ${of('render')}

def valid(items):
    ${of('valid')}

def audit(items):
    ${of('audit')}

def snapshot(items):
    ${of('snapshot')}

def price(item):
    ${of('price')}

class Shop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        items = snapshot(ITEMS)
        audit(items)
        total = sum(price(item) for item in items) if valid(items) else 0
        body = render(items)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Total", str(total))
        self.end_headers()
        self.wfile.write(body)

ThreadingHTTPServer(("", 8080), Shop).serve_forever()
`,
  };
};

const NODE: Bodies = {
  clone: 'return items.slice();',
  sign: "return createHash('sha1').update(text.slice(0, 64)).digest('hex');",
  collect: 'const all = []; for (const item of items) all.push(item.id); return all;',
};

const node = (changed: Bodies): Readonly<Record<string, string>> => {
  const bodies = { ...NODE, ...changed };
  const of = (name: string): string => bodies[name] ?? '';
  return {
    Dockerfile: 'FROM node:24-slim\nCOPY shop.js /app/\nCMD ["node", "/app/shop.js"]\n',
    'shop.js': `const { createHash, pbkdf2Sync } = require('node:crypto');
const ITEMS = Array.from({ length: 100 }, (_, id) => ({ id, name: 'item ' + id, tags: ['a', 'b'] }));

function clone(items) {
  ${of('clone')}
}

function sign(text) {
  ${of('sign')}
}

function collect(items) {
  ${of('collect')}
}

function answer(response) {
  const items = clone(ITEMS);
  const body = JSON.stringify({ items, ids: collect(items) });
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('X-Signature', sign(body));
  response.end(body);
}

require('node:http').createServer((request, response) => answer(response)).listen(8080, '0.0.0.0', 4096);
`,
  };
};

const GO: Bodies = {
  render:
    'var text strings.Builder\n\tfor _, one := range items {\n\t\ttext.WriteString(one)\n\t\ttext.WriteByte(10)\n\t}\n\treturn text.String()',
  valid:
    'count := 0\n\tfor _, one := range items {\n\t\tif SHAPE.MatchString(one) {\n\t\t\tcount++\n\t\t}\n\t}\n\treturn count',
};

const go = (changed: Bodies): Readonly<Record<string, string>> => {
  const bodies = { ...GO, ...changed };
  const of = (name: string): string => bodies[name] ?? '';
  return {
    Dockerfile: `FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends golang-go
COPY go.mod shop.go /src/
RUN cd /src && CGO_ENABLED=0 go build -o /shop .
FROM scratch
COPY --from=build /shop /shop
ENTRYPOINT ["/shop"]
`,
    'go.mod': 'module example.com/shop\n\ngo 1.19\n',
    'shop.go': `package main

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

var SHAPE = regexp.MustCompile("^item [0-9]+$")
var items []string

func render(items []string) string {
	${of('render')}
}

func valid(items []string) int {
	${of('valid')}
}

func handle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Valid", strconv.Itoa(valid(items)))
	w.Write([]byte(render(items)))
}

func main() {
	var _ strings.Builder
	for i := 0; i < 60; i++ {
		items = append(items, fmt.Sprintf("item %d", i))
	}
	http.HandleFunc("/", handle)
	panic(http.ListenAndServe("0.0.0.0:8080", nil))
}
`,
  };
};

const WRITERS = { python, node, go } as const;

/** @returns the files of a service without the slowdown and with it */
export function versionsOf({ language, name, body }: Planted) {
  const write = WRITERS[language];
  const bare = name.slice(name.lastIndexOf('.') + 1);
  return { baseline: write({}), candidate: write({ [bare]: body }) };
}

export const PLANTED: readonly Planted[] = [
  {
    ...{ language: 'python', name: 'render', what: 'a slower JSON path' },
    body: 'return json.dumps(items, indent=1, sort_keys=True).encode()',
  },
  {
    ...{ language: 'python', name: 'valid', what: 'a regular expression' },
    body: 'return all(re.match(r"(\\w+\\s?)+\\d$", item["name"]) for item in items)',
  },
  {
    ...{ language: 'python', name: 'audit', what: 'a logging call' },
    body: '[LOG.info("item %s of %s", item["id"], len(items)) for item in items[:10]]',
  },
  {
    ...{ language: 'python', name: 'snapshot', what: 'a deep copy' },
    body: 'return copy.deepcopy(items)',
  },
  {
    ...{ language: 'python', name: 'price', what: 'an import inside of the handler' },
    body: 'from decimal import Decimal; from fractions import Fraction; return item["id"] * 3',
  },
  {
    ...{ language: 'node', name: 'clone', what: 'a JSON round trip' },
    body: 'return JSON.parse(JSON.stringify(items));',
  },
  {
    ...{ language: 'node', name: 'sign', what: 'synchronous crypto' },
    body: "return pbkdf2Sync(text.slice(0, 64), 'salt', 100, 20, 'sha256').toString('hex');",
  },
  {
    ...{ language: 'node', name: 'collect', what: 'copies of an array' },
    body: 'let all = []; for (const item of items) all = [...all, item.id]; return all;',
  },
  {
    ...{ language: 'go', name: 'main.render', what: 'strings that are added up' },
    body: 'text := ""\n\tfor _, one := range items {\n\t\ttext += one + "\\n"\n\t}\n\treturn text',
  },
  {
    ...{ language: 'go', name: 'main.valid', what: 'a pattern that is compiled each time' },
    body: 'count := 0\n\tfor _, one := range items {\n\t\tif regexp.MustCompile("^item [0-9]+$").MatchString(one) {\n\t\t\tcount++\n\t\t}\n\t}\n\treturn count',
  },
];
