import { firstPicture } from '../checks.mjs'
import { type, typed } from './load.mjs'

export const name =
  'a worker that dies or never comes is told of, nothing typed is lost, and the next question is answered'

const text = 'age -> dose -> health\nage -> health // typed by hand'

/** How a worker can go wrong: its script for as long as it does, null for none at all. */
const faults = {
  'cannot be fetched': null,
  'throws as it starts': 'throw new Error("no room for it")',
  'throws at work': 'self.onmessage = () => setTimeout(() => { throw new Error("no room for it") })',
}

/** What each client is asked, what says that it was answered, and how the same is asked once more. */
const clients = {
  identify: {
    panel: 'Identify',
    start: async () => {},
    answered: (page) => page.locator('[data-part="effect"]').getByText('Identifiable').waitFor(),
    again: (page) => page.locator('.identify').getByRole('button', { name: 'Try again' }).click(),
  },
  model: {
    panel: 'Model',
    start: async () => {},
    answered: (page) => page.locator('.model').getByRole('region', { name: 'Seen and done' }).waitFor(),
    again: (page) => page.locator('.model').getByRole('button', { name: 'Try again' }).click(),
  },
  jobs: {
    panel: 'Data',
    start: (page) => page.getByRole('button', { name: 'Kidney stones' }).click(),
    answered: (page) => page.getByRole('heading', { name: /kidney stones: 700 rows/ }).waitFor(),
    again: (page) => page.getByRole('button', { name: 'Kidney stones' }).click(),
  },
}

export async function run({ page: first, base, expect }) {
  const browser = first.context().browser()
  /** A page of its own: that a script is missing is written to its console by the browser, and is meant here. */
  const fresh = async (use) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    try {
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      const errors = []
      page.on('pageerror', (error) => errors.push(error.message))
      await use(page)
      expect(errors.length === 0, `the page did not handle: ${errors.join('; ')}`)
    } finally {
      await context.close()
    }
  }
  const open = async (page, panel) => {
    await page.goto(base)
    await firstPicture(page)
    await type(page, text)
    await page.getByRole('button', { name: panel, exact: true }).click()
  }

  for (const [client, { panel, start, answered, again }] of Object.entries(clients))
    for (const [fault, body] of Object.entries(faults))
      await fresh(async (page) => {
        const what = `${client}, a worker that ${fault}`
        await page.route('**/worker-*.js', (route) =>
          body === null ? route.abort() : route.fulfill({ body, contentType: 'text/javascript' }),
        )
        await open(page, panel)
        await start(page)
        const alert = page.locator('section.work').getByRole('alert')
        await alert.waitFor()
        const said = await alert.textContent()
        expect(
          said.includes('Nothing you made is lost') && /again/.test(said),
          `${what}: it is not said how to go on: ${said}`,
        )
        expect(said.includes('no room for it') === (body !== null), `${what}: the cause is not told: ${said}`)
        expect((await typed(page)) === text, `${what}: the text is lost: ${await typed(page)}`)
        // while it stays broken, asking again says so again
        await again(page)
        await alert.waitFor()
        await page.unroute('**/worker-*.js')
        await again(page)
        await answered(page)
        expect((await alert.count()) === 0, `${what}: the fault is still told after the answer`)
        expect((await typed(page)) === text, `${what}: the text is lost after the answer`)
      })

  // a worker that a browser ends without a word: nobody waits for ever
  const silent = async (panel, use) =>
    fresh(async (page) => {
      await page.addInitScript(() => {
        const Real = globalThis.Worker
        globalThis.made = []
        globalThis.Worker = class extends Real {
          constructor(...how) {
            super(...how)
            globalThis.made.push(this)
            // stays until it is told otherwise
            if (globalThis.isMute !== false) Real.prototype.terminate.call(this)
          }
        }
      })
      await open(page, panel)
      await use(page, () =>
        page.evaluate(() => {
          globalThis.isMute = false
        }),
      )
    })
  await silent('Data', async (page, heal) => {
    await clients.jobs.start(page)
    await heal()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped. Nothing was changed.').waitFor()
    await clients.jobs.start(page)
    await clients.jobs.answered(page)
  })
  await silent('Identify', async (page, heal) => {
    await page.getByText('takes longer than ten seconds').waitFor()
    await heal()
    await clients.identify.again(page)
    await clients.identify.answered(page)
  })
  await silent('Model', async (page, heal) => {
    await page.getByText('Still computing').waitFor()
    await heal()
    await page.waitForTimeout(1500)
    await page.locator('.model').getByLabel('set dose').check()
    await clients.model.answered(page)
    await page.locator('.model').getByText('after do(dose = 1)').waitFor()
  })
}
