# The product as a container image: docs/cluster.md says how to run it, and `npm run image:test` builds and runs it.
#
# Both bases stand here literally, because Dependabot resolves no argument in FROM. It raises the version of Node, and the digest of
# a base that has one. `docker buildx imagetools inspect IMAGE:TAG` prints the digest; append it as `@sha256:...`.
FROM docker.io/library/node:24.21.0-bookworm-slim AS manifests
WORKDIR /marquee
COPY package.json package-lock.json ./
COPY server/package.json server/
COPY client/package.json client/
COPY bench/package.json bench/

FROM manifests AS packages
# The prebuilt binary of classic-level is in its package, so no script of a package needs to run.
RUN npm ci --workspace server --omit dev --omit optional --ignore-scripts --no-audit --no-fund \
  && mkdir -p server/node_modules /data

FROM manifests AS page
RUN npm ci --workspace server --workspace client --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts scripts
COPY server server
COPY client client
RUN npm run build --workspace client && node scripts/third-party-notices.ts THIRD-PARTY-NOTICES.txt

# Without a shell and a package manager. It has only what Node links to.
FROM gcr.io/distroless/cc-debian12:nonroot
WORKDIR /marquee
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
COPY --from=packages /usr/local/LICENSE /usr/local/LICENSE
COPY --from=packages /marquee/node_modules node_modules
COPY --from=packages /marquee/server/node_modules server/node_modules
COPY package.json LICENSE ./
COPY server/package.json server/
COPY server/data server/data
COPY server/src server/src
COPY client/public/docs-assets client/public/docs-assets
COPY --from=page /marquee/client/dist client/dist
COPY --from=page /marquee/THIRD-PARTY-NOTICES.txt ./
# The user `nonroot` of the base, as a number, so that Kubernetes can see that it is not root.
COPY --from=packages --chown=65532:65532 /data /data
USER 65532:65532
VOLUME /data
# Without HOME, the AWS SDK fails for a user that the base does not know.
ENV NODE_ENV=production \
  HOME=/marquee \
  HOST=0.0.0.0 \
  PORT=3030 \
  MARQUEE_OPERATIONS_PORT=9464 \
  MARQUEE_DATA_DIR=/data
EXPOSE 3030 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["/usr/local/bin/node", "-e", "fetch('http://127.0.0.1:' + process.env.MARQUEE_OPERATIONS_PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/node"]
CMD ["server/src/entrypoints/local.ts"]
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Marquee" \
  org.opencontainers.image.description="Film search: a catalogue in DynamoDB and live search of an external movie API" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
