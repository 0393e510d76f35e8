// What TypeDoc's templates leave to be wished for, mended in the HTML of a page.

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

/** @param {string} html the content of a page @param {number} above the level of the heading above it @returns {string} */
export function mended(html, above) {
  const plain = html
    // a picture of the kind says what the heading says; a link within a summary is a control within a control
    .replace(/<svg class="tsd-kind-icon"[\s\S]*?<\/svg>/g, '')
    .replace(/<summary[\s\S]*?<\/summary>/g, (text) => text.replace(/<a [^>]*tsd-anchor-icon[\s\S]*?<\/a>/g, ''))
    .replace(/(<a [^>]*tsd-anchor-icon[^>]*>)<svg[\s\S]*?<\/svg>/g, '$1#')
    .replace(/<svg[^>]*>\s*<use [\s\S]*?<\/svg>/g, '')
    .replace(
      /(<h[1-6][^>]*>)([\s\S]*?)<a href="([^"]*)" aria-label="Permalink" class="tsd-anchor-icon">/g,
      (_, tag, text, to) => {
        const words = text.replace(/<[^>]+>/g, '').trim()
        return `${tag}${text}<a href="${to}" aria-label="Link to ${words.replace(/"/g, '&quot;')}" class="tsd-anchor-icon">`
      },
    )
    // there is no page of the hierarchy
    .replace(/\s*\(<a href="[^"]*hierarchy\.html[^"]*">[^<]*<\/a>\)/g, '')
    .replace(/<pre>/g, '<pre tabindex="0">')
    .replace(/<table>/g, '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>')
    .replace(/<\/table>/g, '</table></div>')
  return evenHeadings(plain, above)
}
