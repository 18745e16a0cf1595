/** Repositories of eight shapes, path → text: small, and real enough to be built and started. */
export const SHAPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'express-compose': {
    'package.json': JSON.stringify({
      name: 'shop',
      version: '1.0.0',
      scripts: { start: 'node server.js', test: 'node --test' },
      dependencies: { express: '^5.1.0', redis: '^5.8.0' },
    }),
    Dockerfile: `FROM node:24-slim
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev
COPY . .
EXPOSE 3000
HEALTHCHECK CMD node -e "fetch('http://localhost:3000/healthz').then((a) => process.exit(a.ok ? 0 : 1))"
CMD ["node", "server.js"]
`,
    'compose.yaml': `services:
  web:
    build: .
    ports: ["3000:3000"]
    environment:
      REDIS_URL: redis://cache:6379
      GREETING: "\${GREETING:-hello}"
    depends_on: [cache]
  cache:
    image: redis:7
`,
    'server.js': `const express = require('express');
const { createClient } = require('redis');
const items = require('./routes/items');

const app = express();
const cache = createClient({ url: process.env.REDIS_URL });
app.get('/healthz', (request, response) => response.send('ok'));
app.get('/', async (request, response) => response.send(\`\${process.env.GREETING} \${await cache.get('name')}\`));
app.use('/api/items', items);
// app.get('/old', (request, response) => response.send('gone'));
cache.connect().then(() => app.listen(process.env.PORT || 3000));
`,
    'routes/items.js': `const { Router } = require('express');
const router = Router();
router.get('/', (request, response) => response.json([{ id: 1 }, { id: 2 }]));
router.get('/:id', (request, response) => response.json({ id: Number(request.params.id) }));
router.post('/', (request, response) => response.status(201).json({ id: 3 }));
module.exports = router;
`,
    'test/server.test.js': "app.get('/only-in-a-test', () => {});\n",
  },
  fastapi: {
    'requirements.txt': 'fastapi==0.116.1\nuvicorn[standard]==0.35.0\n',
    Dockerfile: `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app ./app
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]
`,
    'app/__init__.py': '',
    'app/main.py': `from fastapi import FastAPI
from app.routers import items

app = FastAPI()
app.include_router(items.router, prefix="/v1")


@app.get("/health")
def health():
    return {"ok": True}


@app.get("/")
async def home():
    return {"hello": "world"}
`,
    'app/routers/__init__.py': '',
    'app/routers/items.py': `from fastapi import APIRouter

router = APIRouter(prefix="/items")


@router.get("")
def all_items():
    return [{"id": number} for number in range(20)]


@router.get("/{number}")
def one_item(number: int):
    return {"id": number}


@router.post("")
def add_item(item: dict):
    return item
`,
  },
  'django-postgres': {
    'requirements.txt': 'Django==5.2.5\npsycopg[binary]==3.2.9\ngunicorn==23.0.0\n',
    Dockerfile: `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
`,
    'docker-compose.yml': `services:
  db:
    image: postgres:16
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: shop
      POSTGRES_DB: shop
    volumes: ["data:/var/lib/postgresql/data"]
  web:
    build: .
    command: python manage.py runserver 0.0.0.0:8000
    ports: ["8000:8000"]
    environment:
      DATABASE_HOST: db
      SECRET_KEY: \${SECRET_KEY}
    depends_on: [db]
volumes: { data: {} }
`,
    '.env.example': 'SECRET_KEY=for-developers\n',
    'manage.py': `import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`,
    'shop/__init__.py': '',
    'shop/settings.py': `import os
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["shop.example.com"]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
INSTALLED_APPS = ["catalogue"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ["DATABASE_HOST"], "NAME": "shop", "USER": "shop", "PASSWORD": "shop"}}
`,
    'shop/wsgi.py': `import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
`,
    'shop/urls.py': `from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("", lambda request: HttpResponse("shop")),
    path("catalogue/", include("catalogue.urls")),
]
`,
    'catalogue/__init__.py': '',
    'catalogue/migrations/__init__.py': '',
    'catalogue/migrations/0001_initial.py': `from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Product", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())])]
`,
    'catalogue/models.py': `from django.db import models


class Product(models.Model):
    name = models.TextField()
`,
    'catalogue/urls.py': `from django.http import JsonResponse
from django.urls import path
from .models import Product

urlpatterns = [
    path("products/", lambda request: JsonResponse({"products": list(Product.objects.values()[:20])})),
    path("products/<int:number>/", lambda request, number: JsonResponse({"id": number})),
]
`,
  },
  go: {
    'go.mod': 'module example.com/acme/tickets\n\ngo 1.22\n',
    Dockerfile: `FROM golang:1.22 AS build
WORKDIR /src
COPY go.mod ./
COPY cmd ./cmd
RUN CGO_ENABLED=0 go build -o /tickets ./cmd/tickets

FROM debian:bookworm-slim
ENV PORT=8080
COPY --from=build /tickets /tickets
EXPOSE $PORT
CMD ["/tickets"]
`,
    'cmd/tickets/main.go': `package main

import (
	"encoding/json"
	"net/http"
)

type ticket struct{ ID int }

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok")) })
	mux.HandleFunc("GET /tickets", list)
	mux.HandleFunc("GET /tickets/{id}", list)
	mux.HandleFunc("POST /tickets", list)
	http.ListenAndServe(":8080", mux)
}

func list(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode([]ticket{{1}, {2}, {3}})
}
`,
  },
  monorepo: {
    'package.json': JSON.stringify({ name: 'acme', private: true, workspaces: ['services/*'] }),
    'services/users/package.json': JSON.stringify({ name: '@acme/users', main: 'index.mjs' }),
    'services/users/index.mjs': `import { createServer } from 'node:http';
const users = JSON.stringify([{ name: 'ada' }, { name: 'grace' }]);
createServer((request, response) => response.end(users)).listen(process.env.PORT ?? 4000);
`,
    'services/users/Dockerfile': `FROM node:24-slim
COPY index.mjs /
EXPOSE 4000
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:4000/users').then((a) => process.exit(a.ok ? 0 : 1))"
CMD ["node", "/index.mjs"]
`,
    'services/orders/requirements.txt': 'flask==3.1.1\ngunicorn==23.0.0\n',
    'services/orders/orders.py': `from flask import Blueprint, Flask, jsonify

app = Flask(__name__)
orders = Blueprint("orders", __name__, url_prefix="/orders")


@orders.route("/")
def every_order():
    return jsonify([{"id": 1}])


@orders.route("/", methods=["POST"])
def new_order():
    return jsonify({"id": 2}), 201


app.register_blueprint(orders)
`,
    // The context is the root: it copies by paths from there.
    'services/orders/Dockerfile': `FROM python:3.13-slim
WORKDIR /app
COPY services/orders/requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY services/orders/orders.py .
EXPOSE 5000
CMD ["gunicorn", "--bind", "0.0.0.0:5000", "orders:app"]
`,
    'services/orders/Dockerfile.dev': 'FROM python:3.13-slim\nCMD ["flask", "run", "--debug"]\n',
    'tools/db/Dockerfile': 'FROM postgres:16\nCOPY init.sql /docker-entrypoint-initdb.d/\n',
    'tools/db/init.sql': 'SELECT 1;\n',
  },
  'no-dockerfile': {
    'package.json': JSON.stringify({
      name: 'notes',
      scripts: { start: 'node src/main.mjs' },
      dependencies: { fastify: '^5.5.0' },
    }),
    'src/main.mjs': `import Fastify from 'fastify';
import notes from './notes.mjs';

const app = Fastify();
app.register(notes, { prefix: '/notes' });
app.route({ method: 'GET', url: '/about', handler: async () => ({ name: 'notes' }) });
await app.listen({ port: 3333, host: '0.0.0.0' });
`,
    'src/notes.mjs': `export default async (app) => {
  app.get('/', async () => [{ text: 'milk' }]);
  app.delete('/:id', async () => ({}));
};
`,
  },
  'openapi-only': {
    Dockerfile: `FROM python:3.13-slim
COPY serve.rb /
RUN mv /serve.rb /serve
CMD ["python", "/serve", "--port", "9000"]
`,
    'serve.rb': `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Pets(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b'[{"name": "rex"}]'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

ThreadingHTTPServer(("0.0.0.0", 9000), Pets).serve_forever()
`,
    'docs/openapi.yaml': `openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example.com/v2" }]
paths:
  /pets:
    get: { responses: { "200": { description: all of them } } }
    post: { responses: { "201": { description: one more } } }
  /pets/{id}:
    parameters: [{ $ref: "#/components/parameters/id" }]
    get: { responses: { "200": { description: one of them } } }
  /search:
    get:
      parameters: [{ name: q, in: query, required: true, schema: { type: string } }]
      responses: { "200": { description: what was found } }
  /mine:
    get: { security: [{ token: [] }], responses: { "200": { description: those of who asks } } }
components:
  parameters:
    id: { name: id, in: path, required: true, schema: { type: integer, example: 7 } }
`,
  },
  nothing: { 'README.md': '# Notes on gardening\n', 'tomatoes.md': 'Water them.\n' },
};
