/** How an image of an application is made that has no Dockerfile. */
export type NewImage = NodeImage | PythonImage | GoImage;

interface CommonImage {
  /** argv */
  readonly start: readonly string[];
  readonly port: number;
}

interface NodeImage extends CommonImage {
  readonly language: 'node';
  /** The lock file; null: there is none. */
  readonly lock: string | null;
  /** `npm run build` has to run. */
  readonly builds: boolean;
}

interface PythonImage extends CommonImage {
  readonly language: 'python';
  /** The file that says what is installed; null: there is none. */
  readonly install: string | null;
  /** Packages that it lacks to answer requests. */
  readonly adds: readonly string[];
}

interface GoImage extends CommonImage {
  readonly language: 'go';
  /** Of go.mod, such as `1.24`. */
  readonly version: string | null;
  /** What is built, such as `./cmd/server`. */
  readonly package: string;
  readonly hasSums: boolean;
}

/** What no build needs, and what would change the image with every commit. */
const IGNORED: Readonly<Record<NewImage['language'], readonly string[]>> = {
  node: ['.git', '.github', 'node_modules', '.env', '*.log', 'Dockerfile', 'loadgate.yml', '.loadgate'],
  python: [
    '.git',
    '.github',
    '.venv',
    'venv',
    '__pycache__',
    '*.pyc',
    '.env',
    'Dockerfile',
    'loadgate.yml',
    '.loadgate',
  ],
  go: ['.git', '.github', '.env', 'Dockerfile', 'loadgate.yml', '.loadgate'],
};

/** The text of a Dockerfile. */
export function dockerfileText(image: NewImage): string {
  const lines = { node: nodeLines, python: pythonLines, go: goLines }[image.language] as (
    image: NewImage,
  ) => readonly string[];
  return `${[
    '# Written by `loadgate init`.',
    ...lines(image),
    `EXPOSE ${image.port}`,
    `CMD [${image.start.map((word) => JSON.stringify(word)).join(', ')}]`,
  ].join('\n')}\n`;
}

export const dockerignoreText = ({ language }: NewImage): string => `${IGNORED[language].join('\n')}\n`;

function nodeLines({ lock, builds }: NodeImage): readonly string[] {
  const manager = lock === 'pnpm-lock.yaml' ? 'pnpm' : lock === 'yarn.lock' ? 'yarn' : 'npm';
  const all = {
    npm: lock === null ? 'npm install' : 'npm ci',
    pnpm: 'pnpm install --frozen-lockfile',
    yarn: 'yarn install --frozen-lockfile',
  }[manager];
  const without = { npm: ' --omit=dev', pnpm: ' --prod', yarn: ' --production' }[manager];
  return [
    'FROM node:24-slim',
    'WORKDIR /app',
    `COPY ${['package.json', ...(lock === null ? [] : [lock])].join(' ')} ./`,
    ...(manager === 'npm' ? [] : ['RUN corepack enable']),
    `RUN ${builds ? all : all + without}`,
    'COPY . .',
    ...(builds ? [`RUN ${manager} run build`] : []),
    'ENV NODE_ENV=production',
    'USER node',
  ];
}

function pythonLines({ install, adds }: PythonImage): readonly string[] {
  const lists: Readonly<Record<string, readonly string[]>> = {
    'requirements.txt': [
      'COPY requirements.txt ./',
      'RUN pip install --no-cache-dir -r requirements.txt',
      'COPY . .',
    ],
    'uv.lock': [
      'RUN pip install --no-cache-dir uv',
      'COPY . .',
      'RUN uv sync --frozen --no-dev',
      'ENV PATH=/app/.venv/bin:$PATH',
    ],
    'poetry.lock': [
      'RUN pip install --no-cache-dir poetry',
      'COPY . .',
      'RUN poetry config virtualenvs.create false && poetry install --only main --no-interaction',
    ],
    'pyproject.toml': ['COPY . .', 'RUN pip install --no-cache-dir .'],
  };
  const add =
    adds.length === 0
      ? []
      : [`RUN ${install === 'uv.lock' ? 'uv pip install' : 'pip install --no-cache-dir'} ${adds.join(' ')}`];
  return [
    'FROM python:3.13-slim',
    'WORKDIR /app',
    'ENV PYTHONUNBUFFERED=1',
    ...(lists[install ?? ''] ?? ['COPY . .']),
    ...add,
    'USER nobody',
  ];
}

function goLines({ version, package: built, hasSums }: GoImage): readonly string[] {
  return [
    `FROM golang:${version ?? '1'} AS build`,
    'WORKDIR /src',
    `COPY go.mod ${hasSums ? 'go.sum ' : ''}./`,
    'RUN go mod download',
    'COPY . .',
    `RUN CGO_ENABLED=0 go build -o /bin/service ${built}`,
    '',
    'FROM debian:bookworm-slim',
    'COPY --from=build /bin/service /bin/service',
    'USER nobody',
  ];
}
