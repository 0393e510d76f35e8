// The frame of every page: head, header, side, content, foot. Text in, text out.

/** @param {string} text */
export const escaped = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const mark =
  '<svg viewBox="0 0 40 24" width="40" height="24" aria-hidden="true"><path d="M7 17 L17 7 M23 7 L33 17 M10 19 H28" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="20" cy="5" r="4" class="dot"/><circle cx="5" cy="19" r="4" fill="currentColor"/><circle cx="35" cy="19" r="4" fill="currentColor"/></svg>'

/**
 * @typedef {object} Frame
 * @property {string} title
 * @property {string} description
 * @property {string} root the way to the folder of the site: '' or '../'
 * @property {string} section which entry of the header the page belongs to
 * @property {[string, string][]} links the header's entries: name and address
 * @property {string} content
 * @property {string} [side] navigation of the section
 * @property {string} [here] navigation of the page
 * @property {string} [foot] links to neighbours
 * @property {string} [look] a class of the page
 * @property {string} [before] what must stand before any address
 * @property {string} [api] the room of an API page, whose side a script fills
 */

/** @param {Frame} frame @returns {string} */
export function layout({
  title,
  description,
  root,
  section,
  links,
  content,
  side = '',
  here = '',
  foot = '',
  look = '',
  api,
  before = '',
}) {
  const header = links
    .map(([name, to]) => `<a href="${root}${to}"${name === section ? ' aria-current="true"' : ''}>${name}</a>`)
    .join('')
  return `<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
${before}
<title>${escaped(title)}</title>
<meta name="description" content="${escaped(description)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="${root}assets/icon.svg">
<script>try{const t=localStorage.getItem('causalkit-theme');if(t)document.documentElement.dataset.theme=t}catch{}document.documentElement.classList.add('js')</script>
<link rel="stylesheet" href="${root}assets/highlight.css">
<link rel="stylesheet" href="${root}assets/site.css">
${api === undefined ? '' : `<script defer src="${root}assets/api-list.js"></script>\n`}<script defer src="${root}assets/page.js"></script>
</head>
<body class="${look}">
<a class="skip" href="#content">Skip to the content</a>
<header class="top"><div class="top-in">
<a class="brand" href="${root}index.html">${mark}<span>causalkit</span></a>
<nav class="sections" aria-label="Sections">${header}</nav>
<div class="tools"><button type="button" id="search-open" aria-haspopup="dialog">Search <kbd aria-hidden="true">/</kbd></button><button type="button" id="theme" aria-label="Dark colours" aria-pressed="false"><span aria-hidden="true">◐</span></button></div>
</div></header>
<div class="frame">
${side === '' ? '' : `<div class="side"><button type="button" class="side-open" aria-expanded="false" aria-controls="side">All of ${section}</button><nav id="side" aria-label="${section}"${api === undefined ? '' : ` data-room="${api}"`}>${side}</nav></div>`}
<main id="content" tabindex="-1">
${content}
${foot}
</main>
${here === '' ? '' : `<nav class="here" aria-labelledby="here"><p id="here">On this page</p>${here}</nav>`}
</div>
<footer class="bottom"><p>causalkit, MIT licence. <a href="${root}guides/design-choices.html">Design choices</a> · <a href="${root}llms.txt">llms.txt</a></p></footer>
</body>
</html>`
}
