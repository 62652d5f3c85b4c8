import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.0 to 2.2, levels A and AA, and what axe-core recommends besides. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Fault {
  readonly id: string
  readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary: string }>
}

/** The rules that another colour scheme may break. */
const RULES_OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

/** It looks for the same, but describes only what is wrong, which is quicker. */
const FAULTS_ALONE = { resultTypes: ['violations'], selectors: false }

/** Loads axe-core with each page to come, which is quicker than to send it to each. */
export async function loadAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript(SOURCE)
}

/** What axe-core finds on a page, a sentence for each element; the page's policy does not stand in its way. */
export function accessibilityFaults(page: Page): Promise<string[]> {
  return run(page, TAGS)
}

/** What it finds of the colours of a page alone. */
export function faultsOfColours(page: Page): Promise<string[]> {
  return run(page, RULES_OF_COLOURS)
}

async function run(page: Page, runOnly: object): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(SOURCE)
  const options = JSON.stringify({ runOnly, ...FAULTS_ALONE })
  const script = `axe.run(${options}).then(({ violations }) => violations)`
  const faults = await page.evaluate<readonly Fault[]>(script)
  return faults.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
