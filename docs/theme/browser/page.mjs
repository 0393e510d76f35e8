// Colours, the side on small screens, copying, the search's door, and the live example's.
const root = document.documentElement.dataset.root ?? ''
const at = (id) => document.getElementById(id)
const script = (name) =>
  new Promise((resolve, reject) => {
    const tag = document.createElement('script')
    tag.src = `${root}assets/${name}`
    tag.onload = resolve
    tag.onerror = () => reject(new Error(`${name} could not be loaded`))
    document.head.append(tag)
  })

const theme = at('theme')
const isDark = () =>
  (document.documentElement.dataset.theme ??
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
const told = () => theme.setAttribute('aria-pressed', String(isDark()))
told()
theme.addEventListener('click', () => {
  const next = isDark() ? 'light' : 'dark'
  document.documentElement.dataset.theme = next
  try {
    localStorage.setItem('causalkit-theme', next)
  } catch {}
  told()
})

const side = document.querySelector('.side-open')
side?.addEventListener('click', () =>
  side.setAttribute('aria-expanded', String(side.getAttribute('aria-expanded') !== 'true')),
)
// the side of API pages comes from one list that all share
const api = document.querySelector('#side[data-room]')
if (api !== null && globalThis.causalkitApi !== undefined) {
  const url = decodeURIComponent(location.pathname).split('/').slice(-2).join('/')
  const folders = { '!': 'variables', '*': 'classes' }
  const make = (tag, ...children) => {
    const made = document.createElement(tag)
    made.append(...children)
    return made
  }
  const link = (to, ...children) => {
    const made = make('a', ...children)
    made.href = root + to
    if (to === url) made.setAttribute('aria-current', 'page')
    return made
  }
  const verb = (marked) => {
    const name = marked.replace(/^\W/, '')
    return make('li', link(`${folders[marked[0]] ?? 'functions'}/${name}.html`, make('code', name)))
  }
  const task = ([title, names]) => make('li', make('span', title), make('ul', ...names.split(' ').map(verb)))
  const room = ([name, tasks]) =>
    make('li', link(`rooms/${name}.html`, name), ...(name === api.dataset.room ? [make('ul', ...tasks.map(task))] : []))
  const all = make('p', link('modules.html', 'All rooms'))
  all.className = 'group'
  api.replaceChildren(
    all,
    ...globalThis.causalkitApi.flatMap(([title, rooms]) => {
      const heading = make('p', title)
      heading.className = 'group'
      return [heading, make('ul', ...rooms.map(room))]
    }),
  )
}
const present = document.querySelector('.side [aria-current]')
if (present !== null) {
  const list = at('side')
  list.scrollTop = present.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2
}

// what goes on beyond its edge shows it
const edges = [...document.querySelectorAll('main pre, main .wide')]
const tell = (box) => box.classList.toggle('more', box.scrollLeft + box.clientWidth < box.scrollWidth - 2)
for (const box of edges) box.addEventListener('scroll', () => tell(box), { passive: true })
const tellAll = () => edges.forEach(tell)
addEventListener('load', tellAll)
addEventListener('resize', tellAll)

for (const button of document.querySelectorAll('pre > button'))
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent.trim())
    button.textContent = 'Copied'
    setTimeout(() => (button.textContent = 'Copy'), 1500)
  })

const dialog = document.createElement('dialog')
dialog.id = 'search'
dialog.setAttribute('aria-label', 'Search')
dialog.innerHTML = `<div class="search-box"><input id="search-input" type="text" role="combobox" aria-expanded="false" aria-controls="search-results" aria-autocomplete="list" aria-label="Search guides and names" placeholder="Search guides and names" autocomplete="off" spellcheck="false" maxlength="100"><button type="button" id="search-close">Close</button></div>
<p id="search-status" role="status"></p>
<ul id="search-results" role="listbox" aria-label="Results"></ul>`
document.body.append(dialog)
let searching
const openSearch = async () => {
  at('search').showModal()
  at('search-input').focus()
  if (searching === undefined) {
    at('search-status').textContent = 'Loading the index…'
    searching = script('search-data.js').then(() => script('search.js'))
  }
  try {
    await searching
  } catch {
    searching = undefined
    at('search-status').textContent = 'The index could not be loaded.'
  }
}
at('search-open').addEventListener('click', openSearch)
at('search-close').addEventListener('click', () => at('search').close())
document.addEventListener('keydown', (event) => {
  // a field of a dialog that was closed may still have the focus for a moment
  const typing =
    /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.closest('dialog:not([open])') === null
  if ((event.key === '/' && !typing) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
    event.preventDefault()
    openSearch()
  }
})

const live = at('live')
if (live !== null) {
  let ready
  const show = async () => {
    ready ??= script('live.js')
    await ready
    const text = at('live-graph').value
    const { picture, formula, refusal, message } = causalkitLive(
      text,
      at('live-do').value.trim(),
      at('live-outcome').value.trim(),
    )
    if (picture !== undefined) {
      const image = at('live-picture').querySelector('img')
      image.src = `data:image/svg+xml,${encodeURIComponent(picture)}`
      image.alt = `The graph ${text.trim().replace(/\n/g, '; ')}`
    }
    const lead = document.createElement('strong')
    lead.className = formula === undefined ? 'no' : 'yes'
    lead.textContent =
      formula !== undefined
        ? 'Identifiable: data can tell, by'
        : refusal !== undefined
          ? 'Not identifiable.'
          : 'Not read yet.'
    const rest = document.createElement('span')
    rest.className = formula === undefined ? '' : 'formula'
    rest.textContent = formula ?? refusal ?? message
    at('live-answer').replaceChildren(lead, ' ', rest)
  }
  live.addEventListener('focusin', () => (ready ??= script('live.js')), { once: true })
  live.addEventListener('input', show)
  live.addEventListener('submit', (event) => event.preventDefault())
}
