// What the harness asks of every panel, whatever it is about.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page as it stands, a sentence each. */
export async function axeViolations(page) {
  // a protocol's evaluation, which no policy of the page forbids
  await page.evaluate(axe)
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return found.violations.map(
    ({ id, impact, nodes }) =>
      `axe ${id} (${impact}): ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 4)
        .join(', ')}`,
  )
}

/** What is wider than the page, where it scrolls sideways. */
export const sideways = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const scrolls = (element) => {
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true
      return false
    }
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element),
    )
    const names = wide
      .slice(-3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
    return [`sideways scroll: ${document.documentElement.scrollWidth} px on ${width}, by ${names.join(', ')}`]
  })

/** Collects what the page complains of from now on: errors of the console, exceptions, and refusals of the policy. */
export function complaints(page) {
  const found = []
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => found.push(`page error: ${error.message}`))
  return found
}

/** Waits for the first picture of the graph. */
export const firstPicture = (page) => page.locator('section.graph svg').first().waitFor({ timeout: 30_000 })

/** Opens a panel by its tab, and waits until it is no longer loading. */
export async function openPanel(page, tab) {
  await tab.click()
  await page
    .locator('section.work')
    .getByText('Loading …', { exact: true })
    .waitFor({ state: 'detached', timeout: 60_000 })
  await page.waitForTimeout(400)
}
