/** Dockerfiles of servers from Debian's packages. */

/** Trusts everybody; `psql` is on its PATH; its context has a `seed.sql`, which is at /seed.sql. */
export const POSTGRES = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-15 && rm -rf /var/lib/apt/lists/*
ENV PATH=/usr/lib/postgresql/15/bin:$PATH
USER postgres
RUN initdb -D /var/lib/postgresql/data --auth=trust \\
 && echo 'host all all all trust' >> /var/lib/postgresql/data/pg_hba.conf
VOLUME /var/lib/postgresql/data
COPY seed.sql /
CMD ["postgres", "-D", "/var/lib/postgresql/data", "-c", "listen_addresses=*"]
`;

export const REDIS = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/*
CMD ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", "--dir", "/tmp"]
`;
