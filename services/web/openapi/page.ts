import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui'

/** How the page differs from what Swagger UI brings: no bar of its maker, our name, dark where the reader's system is. */
export const pageOptions: FastifySwaggerUiOptions = {
  routePrefix: '/docs',
  uiConfig: { layout: 'BaseLayout', docExpansion: 'list', deepLinking: true, defaultModelsExpandDepth: 0 },
  theme: {
    title: 'IntelAuto API',
    css: [{ filename: 'page.css', content: pageCss() }],
    js: [{ filename: 'page.js', content: pageJs() }],
  },
}

/** Narrow screens scroll a table, never the page. */
function pageCss(): string {
  return `
.swagger-ui .response-col_links { display: none }
.swagger-ui .info { margin: 24px 0 }
@media (max-width: 720px) {
  .swagger-ui .wrapper, .swagger-ui .opblock-tag-section, .swagger-ui .scheme-container .schemes { padding: 0 8px }
  .swagger-ui .opblock-summary-description, .swagger-ui .opblock-tag small { flex-basis: 100%; padding: 4px 0 }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
  .swagger-ui table, .swagger-ui .responses-inner, .swagger-ui .table-container { display: block; max-width: 100%; overflow-x: auto }
}`
}

function pageJs(): string {
  return `
const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()`
}
