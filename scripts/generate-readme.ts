// Writes the part of README.md between its two marks: what is built, and what is not, by the settings that are kept without
// effect.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CLIENT_RULES } from '../src/domain/without-effect/client-settings.ts'
import { DOMAIN_RULES } from '../src/domain/without-effect/domain-settings.ts'
import { POOL_RULES } from '../src/domain/without-effect/pool-settings.ts'
import { registry } from '../src/operations/registry.ts'
import { CAPABILITIES } from './capabilities.ts'

export const README = 'README.md'
const BEGIN = '<!-- What is built: written by `npm run generate`. -->'
const END = '<!-- End of what is written. -->'
const WIDTH = 125

/** The README with its part renewed. */
export function withCapabilities(readme: string): string {
  const [before, rest] = readme.split(BEGIN)
  const [, after] = rest?.split(END) ?? []
  if (before === undefined || after === undefined)
    throw new Error(`${README} lacks the marks of the generated part`)
  return `${before}${BEGIN}\n${capabilitiesText()}${END}${after}`
}

function capabilitiesText(): string {
  const parts = settingParts()
  return [
    `**Built** (all ${Object.keys(registry).length} operations): ${CAPABILITIES.map(({ name }) => name).join('; ')}.`,
    parts.length > 0 &&
      `**Not built yet**: ${parts.join('; ')}. Settings of these parts are stored without effect: storing ` +
        'one of a pool, a client or a domain logs a warning, and `poolhouse config check-pool <id>` lists those of a pool.',
  ]
    .filter((paragraph) => paragraph !== false)
    .map((paragraph) => `${filled(paragraph)}\n`)
    .join('\n')
}

/** What stored settings without effect wait for. */
function settingParts(): string[] {
  return [...new Set([...POOL_RULES, ...DOMAIN_RULES, ...CLIENT_RULES].map(({ part }) => part))]
}

/** Lines of at most {@link WIDTH} characters. */
function filled(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.match(/`[^`]*`\S*|\S+/g) ?? []) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = join(fileURLToPath(new URL('../../', import.meta.url)), README)
  writeFileSync(file, withCapabilities(readFileSync(file, 'utf8')))
}
