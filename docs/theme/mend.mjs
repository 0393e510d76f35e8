// What TypeDoc's templates leave to be wished for, mended in the HTML of a page.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Levels of headings may not jump: a heading is at most one level below the one above it. */
function evenHeadings(html, above) {
  /** @type {number[]} */
  const open = []
  let level = above
  return html.replace(/<(\/?)h([1-6])\b/g, (_, slash, digit) => {
    const was = Number(digit)
    if (slash === '') {
      while (open.length > 0 && open.at(-1) >= was) open.pop()
      open.push(was)
      level = above + open.length
    }
    return `<${slash}h${Math.min(level, 6)}`
  })
}

/** @type {Set<string> | undefined} */
let found
/** Pictures that a telephone could show only too small to read. */
function broad() {
  found ??= new Set(
    ['docs/guides/images', 'docs/generated/gallery']
      .filter((folder) => existsSync(folder))
      .flatMap((folder) =>
        readdirSync(folder).filter((file) => {
          if (!file.endsWith('.svg')) return false
          const [, width] = /<svg[^>]* width="([\d.]+)"/.exec(readFileSync(join(folder, file), 'utf8')) ?? []
          return Number(width) > 640
        }),
      ),
  )
  return found
}

/** What repeats itself on each page, or says nothing, is left out; long names of marks that the look does not use are shortened. */
function lean(html) {
  return (
    html
      // the signature above it lists the same properties, with links
      .replace(/<section class="tsd-panel-group tsd-index-group">[\s\S]*?<\/details><\/section><\/section>/g, '')
      // type parameters are in the signature; without a comment a list of them adds nothing
      .replace(
        /<section class="tsd-panel">\s*<h\d>Type Parameters<\/h\d>\s*<ul class="tsd-type-parameter-list">[\s\S]*?<\/ul><\/section>/g,
        (list) => (list.includes('tsd-comment') ? list : ''),
      )
      .replace(/<a class="tsd-signature-type tsd-kind-type-parameter" href="#[^"]*">([^<]*)<\/a>/g, '$1')
      .replace(/<aside class="tsd-sources">\s*<p>Inherited from[\s\S]*?<\/aside>/g, '')
      .replace(/<span class="tsd-signature-type">([^<]*)<\/span>/g, '$1')
      .replace(/<span class="tsd-signature-(?:symbol|keyword)">([^<]*)<\/span>/g, '<i>$1</i>')
      .replace(/<\/i>(\s*)<i>/g, '$1')
      .replace(/<span class="tsd-kind-[\w-]+">([^<]*)<\/span>/g, '<b>$1</b>')
      // nothing is folded away
      .replace(/<details class="tsd-panel-group[^>]*><summary[^>]*>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>/g, '$1$2')
      .replace(/<a class="tsd-kind-[\w-]+" /g, '<a ')
      .replace(/(<a href="[^"]*") class="tsd-signature-type tsd-kind-[\w-]+"/g, '$1')
      // every field is, and a word before each name hides the names
      .replace(/<code class="tsd-tag">Readonly<\/code>/g, '')
  )
}

/** @param {string} html the content of a page @param {number} above the level of the heading above it @returns {string} */
export function mended(html, above) {
  const plain = html
    .replace(/<wbr\/?>/g, '')
    // a picture of the kind says what the heading says; a link within a summary is a control within a control
    .replace(/<svg class="tsd-kind-icon"[\s\S]*?<\/svg>/g, '')
    .replace(/<summary[\s\S]*?<\/summary>/g, (text) => text.replace(/<a [^>]*tsd-anchor-icon[\s\S]*?<\/a>/g, ''))
    .replace(/(<a [^>]*tsd-anchor-icon[^>]*>)<svg[\s\S]*?<\/svg>/g, '$1#')
    .replace(/<svg[^>]*>\s*<use [\s\S]*?<\/svg>/g, '')
    .replace(
      /(<h[1-6][^>]*>)((?:(?!<h[1-6])[\s\S])*?)<a href="([^"]*)" aria-label="Permalink" class="tsd-anchor-icon">/g,
      (_, tag, text, to) => {
        const words = text.replace(/<code class="tsd-tag">[^<]*<\/code>|<[^>]+>/g, '').trim()
        return `${tag}${text}<a href="${to}" aria-label="Link to ${words.replace(/"/g, '&quot;')}" class="tsd-anchor-icon">`
      },
    )
    // there is no page of the hierarchy
    .replace(/\s*\(<a href="[^"]*hierarchy\.html[^"]*">[^<]*<\/a>\)/g, '')
    .replace(/<pre>/g, '<pre tabindex="0">')
    .replace(/<img src="[^"]*?([\w.-]+\.svg)"[^>]*>/g, (image, file) =>
      broad().has(file)
        ? `<span class="wide broad" tabindex="0" role="group" aria-label="Wide picture">${image}</span>`
        : image,
    )
    // a corner without words is no heading
    .replace(/<th([^>]*)><\/th>/g, '<td$1></td>')
    .replace(/<td>[\s\S]*?<\/td>/g, (cell) =>
      cell.replace(
        /(<code>)([^<]*)/g,
        (_, tag, text) => tag + text.replace(/([a-z])(?=[A-Z])|([_.(,/])(?=\w)/g, '$1$2<wbr>'),
      ),
    )
    .replace(/<table>/g, '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>')
    .replace(/<\/table>/g, '</table></div>')
  return evenHeadings(lean(plain), above)
}
