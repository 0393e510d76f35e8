import { type, typed } from './load.mjs'

export const name = 'a work is shared by its address, and opened again beside the last one'

export async function run({ page, base, expect }) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await type(page, 'dose -> "__proto__" -> cure; constructor -> dose')
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('status').filter({ hasText: 'The address was copied' }).waitFor()
  const address = await page.evaluate(() => navigator.clipboard.readText())
  expect(address.startsWith(`${base}#v1.`), `what was copied is no address: ${address.slice(0, 60)}`)
  expect(page.url() === address, 'the bar does not show the address that was shared')

  // an edit makes it another work: the address leaves the bar, and a reload keeps the edit
  await type(page, 'dose -> cure; edited -> cure')
  await page.waitForTimeout(700)
  expect(!page.url().includes('#'), `after an edit the bar still shows ${page.url().slice(0, 60)}`)
  await page.reload()
  await page.locator('section.graph svg').first().waitFor()
  expect((await typed(page)).includes('edited'), 'the edit was lost')

  // opening the address keeps the last work, and offers it
  await page.goto('about:blank')
  await page.goto(address)
  await page.locator('section.graph svg').first().waitFor()
  expect((await typed(page)).includes('__proto__'), 'the address did not bring its work')
  await page.getByRole('button', { name: 'Back to my last work' }).click()
  expect((await typed(page)).includes('edited'), 'the last work is not back')

  // an address put into the bar of the open page, and back again
  await page.evaluate((hash) => {
    location.hash = hash
  }, new URL(address).hash)
  await page.getByRole('status').filter({ hasText: 'The work of the address is open' }).waitFor()
  expect((await typed(page)).includes('__proto__'), 'an address in the open page was not read')
  await page.goBack()
  await page.waitForTimeout(300)
  expect((await typed(page)).includes('edited'), 'back does not bring the earlier work')

  // every cut of an address is told
  for (const length of [6, 12, 20, address.length - base.length - 1]) {
    await page.goto('about:blank')
    await page.goto(base + address.slice(base.length, base.length + length))
    const said = await page.getByRole('alert').first().textContent()
    expect(said.includes('cut short'), `cut to ${length} signs it said: ${said}`)
    expect((await typed(page)).includes('edited'), 'a cut address lost the last work')
  }

  // without leave to copy, the address stands in a field
  await page.context().clearPermissions()
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } })
  })
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const field = page.getByLabel('Address of this work')
  await field.waitFor()
  expect((await field.inputValue()).startsWith(`${base}#v1.`), 'the field holds no address')
}
