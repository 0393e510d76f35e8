// TypeDoc's templates within our frame.
import { DefaultTheme, JSX } from 'typedoc'
import { layout } from './layout.mjs'
import { mended } from './mend.mjs'

/** @param {import('./site.mjs').Site} site */
export const siteTheme = (site) =>
  class extends DefaultTheme {
    /** @param {import('typedoc').Renderer} renderer */
    constructor(renderer) {
      super(renderer)
      this.defaultLayoutTemplate = (event, template) => {
        const own = site.ownContent(event.url)
        const content = own ?? mended(JSX.renderElement(template(event)), event.model.isDocument() ? 0 : 1)
        return JSX.createElement(JSX.Raw, { html: layout(site.frame(event.url, event.model.name, content)) })
      }
    }
    // the navigation is ours
    buildNavigation() {
      return []
    }
  }
