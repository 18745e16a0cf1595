/** What tests of Dockerfiles read: comments, lines that go on, a heredoc, and two stages. Lines count. */
export const DOCKERFILE = `# syntax=docker/dockerfile:1
ARG BASE=python:3.13-slim
FROM \${BASE} AS build

WORKDIR /app
# two commands
RUN echo one && \\
    echo two \\
    # in between

    && exit 3
COPY . .
RUN --mount=type=cache,target=/root/.cache pip install --no-cache-dir -r requirements.txt
RUN <<EOF
pip list
FROM here it is no instruction
EOF
FROM build
CMD ["python", "app.py"]
`;
