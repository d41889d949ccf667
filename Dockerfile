# syntax=docker/dockerfile:1

# Build: all dependencies, compiled JavaScript, then only what runs.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY hooks ./hooks
COPY src ./src
COPY fixtures/patients ./fixtures/patients
RUN npm run build
RUN npm ci --omit=dev --ignore-scripts

# Run: no dev dependencies, no sources, no root. Writes to /data alone, so the root file system may be read-only.
FROM node:24-slim
ENV NODE_ENV=production \
    HERALD_HOST=0.0.0.0 \
    HERALD_PORT=3000 \
    HERALD_DATA=/data
WORKDIR /app
RUN install -d -o node -g node -m 0700 /data
COPY package.json LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HERALD_PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]
