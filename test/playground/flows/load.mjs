export const name = 'the page loads, keeps what is typed, and tells faults of an address'

/** Types a graph, by whichever editor the page has. */
export async function type(page, text) {
  const field = page.locator('section.graph textarea, section.graph .cm-content').first()
  await field.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(text)
}

/** The text of the graph, as the page keeps it. */
export async function typed(page) {
  const field = page.locator('section.graph textarea, section.graph .cm-content').first()
  return field.evaluate((element) =>
    'value' in element
      ? element.value
      : [...element.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
  )
}

export async function run({ page, base, expect }) {
  await type(page, 'rain -> wet\nsprinkler -> wet')
  await page.waitForTimeout(700)
  await page.reload()
  await page.locator('section.graph svg').first().waitFor()
  expect((await typed(page)).includes('sprinkler -> wet'), 'a reload lost what was typed')

  // faults of addresses: said, and the last work stands
  for (const [hash, word] of [
    ['#v1.5-00000000.AAAAA', 'altered'],
    ['#v1.zz-00000000.AAAAA', 'cut short'],
    ['#v9.5-00000000.AAAAA', 'version 9'],
    ['#v1', 'cut short'],
  ]) {
    await page.goto('about:blank')
    await page.goto(base + hash)
    await page.locator('section.graph svg').first().waitFor()
    const said = await page.getByRole('alert').first().textContent()
    expect(said.includes(word) && said.includes('last work'), `${hash} said: ${said}`)
    expect((await typed(page)).includes('sprinkler -> wet'), `${hash} lost the last work`)
  }

  // a fault of the text is said, the text stays, and it is kept
  await type(page, 'rain -> ')
  await page.waitForTimeout(700)
  await page.goto('about:blank')
  await page.goto(base)
  await page.locator('section.graph').waitFor()
  await page.waitForTimeout(300)
  expect((await typed(page)).startsWith('rain ->'), 'a text with a fault was lost')

  // two windows: neither writes over the other
  await type(page, 'one -> window')
  const other = await page.context().newPage()
  await other.goto(base)
  await other.locator('section.graph').waitFor()
  await type(other, 'other -> window')
  await other.waitForTimeout(700)
  await type(page, 'one -> window; one -> more')
  await page.waitForTimeout(700)
  await other.reload()
  await other.locator('section.graph svg').first().waitFor()
  expect((await typed(other)).includes('other -> window'), 'another window wrote over this one')
  await other.getByRole('button', { name: 'Save and open' }).click()
  const kept = await other.locator('section[aria-label="Kept in this browser"]').textContent()
  expect(kept.includes('one -> window; one -> more'), `the work of the other window is not offered: ${kept}`)
  await other.getByRole('button', { name: /^one -> window; one -> more/ }).click()
  expect((await typed(other)).includes('one -> more'), 'a kept work does not open')
  await other.getByRole('button', { name: 'Back to the earlier work' }).click()
  expect((await typed(other)).includes('other -> window'), 'the way back does not lead back')
  await other.close()

  // back and forward between panels
  const current = () => page.locator('nav.tabs [aria-current]').textContent()
  await page.getByRole('button', { name: 'Model', exact: true }).click()
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  await page.goBack()
  await page.waitForTimeout(200)
  expect((await current()) === 'Model', `back from Data shows ${await current()}`)
  await page.goForward()
  await page.waitForTimeout(200)
  expect((await current()) === 'Data', `forward shows ${await current()}`)
  expect((await typed(page)).includes('one -> more'), 'back and forward lost the text')
}
