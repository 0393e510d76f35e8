// The documentation as a site: TypeDoc reads and resolves, the files beside this one give it its shape.
import { RendererEvent } from 'typedoc'
import { writeExtras } from './extras.mjs'
import { writeNotebooks } from './notebooks.mjs'
import { pages } from './order.mjs'
import { siteRouter } from './router.mjs'
import { Site } from './site.mjs'
import { siteTheme } from './theme.mjs'

/** @param {import('typedoc').Application} app */
export function load(app) {
  const all = pages()
  const site = new Site(all)
  app.renderer.defineRouter('site', siteRouter(new Map(all.map((page) => [page.title, page]))))
  app.renderer.defineTheme('site', siteTheme(site))
  app.on('bootstrapEnd', () => {
    app.options.setValue('theme', 'site')
    app.options.setValue('router', 'site')
    // the guides for those who come from elsewhere show their code
    app.options.setValue('highlightLanguages', [...app.options.getValue('highlightLanguages'), 'python', 'r', 'sql'])
    app.options.setValue(
      'projectDocuments',
      all.map((page) => page.file),
    )
  })
  app.renderer.on(RendererEvent.BEGIN, (event) => {
    site.read(event.project, app.renderer.router)
  })
  app.renderer.on(RendererEvent.END, (event) => writeExtras(site, event.outputDirectory), -1000)
  app.renderer.postRenderAsyncJobs.push((event) => writeNotebooks(site, event.outputDirectory))
}
