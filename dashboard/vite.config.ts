import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

/** Holds the first paint until the scripts ran, so that a page never flashes in the other theme. */
const blockRendering: Plugin = {
  name: 'block-rendering',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll('<script type="module"', '<script type="module" blocking="render"'),
  },
}

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The pages' security policy allows no inline script, and each asset has an address of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['lookup.html', 'status.html', 'account.html'] },
  },
  worker: { format: 'es' },
  plugins: [svelte({ configFile: false }), blockRendering],
})
