# docker build -t poolhouse .     (needs BuildKit, or buildah or podman)
# Behind a proxy that opens TLS: --secret id=certificates,src=<its certificates in PEM>

FROM docker.io/library/node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=secret,id=certificates \
  if [ -f /run/secrets/certificates ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/certificates; fi; \
  npm ci --ignore-scripts --no-update-notifier
COPY . .
RUN node scripts/build.js && npm prune --omit=dev --ignore-scripts && npm pkg delete devDependencies && \
  node scripts/write-sbom.js sbom.cdx.json

FROM docker.io/library/node:24-slim
ARG VERSION=0.2.0
LABEL org.opencontainers.image.title="Poolhouse" \
  org.opencontainers.image.description="A self-hosted server that speaks the Amazon Cognito user pools API" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.licenses="Apache-2.0" \
  poolhouse.sbom="/opt/poolhouse/sbom.cdx.json"
WORKDIR /opt/poolhouse
COPY --from=build /src/package.json /src/LICENSE /src/sbom.cdx.json ./
COPY --from=build /src/bin bin
COPY --from=build /src/src/contract/model.json src/contract/model.json
COPY --from=build /src/src/storage/migrations src/storage/migrations
COPY --from=build /src/node_modules node_modules
COPY --from=build /src/dist/bundle dist/bundle
# The only folder that it writes to: the embedded database and the generated keys.
RUN mkdir /data && chown 1000:1000 /data && chmod 700 /data
ENV NODE_ENV=production \
  POOLHOUSE_HOST=0.0.0.0 \
  POOLHOUSE_PORT=7665 \
  POOLHOUSE_DATA_DIR=/data
USER 1000:1000
VOLUME /data
EXPOSE 7665
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "bin/check-health.js"]
ENTRYPOINT ["node", "/opt/poolhouse/bin/poolhouse.js"]
CMD ["serve"]
