import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui'

/** How the page differs from what Swagger UI brings: no bar of its maker, our name, dark where the reader's system is. */
export const pageOptions: FastifySwaggerUiOptions = {
  routePrefix: '/docs',
  uiConfig: { layout: 'BaseLayout', docExpansion: 'list', deepLinking: true, defaultModelsExpandDepth: 0 },
  theme: {
    title: 'IntelAuto API',
    favicon: [{ filename: 'favicon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: favicon() }],
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

/** The mark of the pages, which are built apart from this. */
function favicon(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <title>IntelAuto</title>
  <rect x="1" y="6" width="30" height="20" rx="5" fill="#0d4a4a"/>
  <path d="M7 11v10M12 11v10M17 11v10" stroke="#9fe0d0" stroke-width="2.5" stroke-linecap="round"/>
  <circle cx="24" cy="16" r="4" fill="#f3b23c"/>
</svg>
`
}

function pageJs(): string {
  return `
const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()`
}
