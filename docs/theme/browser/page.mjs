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
const present = document.querySelector('.side [aria-current]')
if (present !== null) {
  const list = at('side')
  list.scrollTop = present.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2
}

for (const button of document.querySelectorAll('pre > button'))
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent.trim())
    button.textContent = 'Copied'
    setTimeout(() => (button.textContent = 'Copy'), 1500)
  })

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
      formula !== undefined ? 'Identifiable.' : refusal !== undefined ? 'Not identifiable.' : 'Not read yet.'
    const rest = document.createElement('span')
    rest.className = formula === undefined ? '' : 'formula'
    rest.textContent = formula ?? refusal ?? message
    at('live-answer').replaceChildren(lead, ' ', rest)
  }
  live.addEventListener('focusin', () => (ready ??= script('live.js')), { once: true })
  live.addEventListener('input', show)
  live.addEventListener('submit', (event) => event.preventDefault())
}
