// Addresses: guides/getting-started.html, functions/pc.html, interfaces/Table.html.
import { KindRouter, ReflectionKind } from 'typedoc'

/** @param {Map<string, import('./order.mjs').Page>} pageOf pages by title */
export const siteRouter = (pageOf) =>
  class extends KindRouter {
    /** The one module has no page of its own, its rooms have. @param {import('typedoc').ProjectReflection} project */
    buildPages(project) {
      const unwanted = new Set(['hierarchy.html', 'modules/everything.html'])
      return super.buildPages(project).filter(({ url }) => !unwanted.has(url))
    }

    /** @param {import('typedoc').Reflection} reflection */
    getIdealBaseName(reflection) {
      if (reflection.kindOf(ReflectionKind.Document)) {
        const page = pageOf.get(reflection.name)
        if (page === undefined) throw new Error(`The page "${reflection.name}" has no place in docs/theme/order.mjs`)
        return page.url
      }
      return super.getIdealBaseName(reflection).replace('/everything.', '/')
    }
  }
