// Writes the part of README.md between its two marks: what is built and what is not, by the registry and by the settings
// that are kept without effect.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CLIENT_RULES } from '../src/domain/without-effect/client-settings.ts'
import { DOMAIN_RULES } from '../src/domain/without-effect/domain-settings.ts'
import { POOL_RULES } from '../src/domain/without-effect/pool-settings.ts'
import type { Operation } from '../src/operations/operation.ts'
import { registry } from '../src/operations/registry.ts'
import { CAPABILITIES, type Capability } from './capabilities.ts'

export const README = 'README.md'
const BEGIN = '<!-- What is built: written by `npm run generate`. -->'
const END = '<!-- End of what is written. -->'
const WIDTH = 125

const UNBUILT_OPERATIONS = 'Operations of these parts answer HTTP 501 with `NotImplementedException`. '

/** What is missing of parts whose operations are all built. */
const OF_BUILT_CAPABILITIES = [
  'SAML sign-ins that the provider starts, and SAML single logout',
  'remembering a device, and sign-up without a password, on the sign-in pages',
  'replicas on a read-only database',
]

/** The README with its part renewed. */
export function withCapabilities(readme: string): string {
  const [before, rest] = readme.split(BEGIN)
  const [, after] = rest?.split(END) ?? []
  if (before === undefined || after === undefined)
    throw new Error(`${README} lacks the marks of the generated part`)
  return `${before}${BEGIN}\n${capabilitiesText()}${END}${after}`
}

function capabilitiesText(): string {
  const operations = Object.values(registry) as Operation[]
  const count = operations.filter(({ built }) => built).length
  const built = CAPABILITIES.filter((capability) => builtOf(capability) === capability.operations.length)
  const unbuilt = CAPABILITIES.filter((capability) => !built.includes(capability))
  const parts = [...unbuilt.map(named), ...partsBesides(unbuilt), ...OF_BUILT_CAPABILITIES]
  const missing = unbuilt.length > 0 ? UNBUILT_OPERATIONS : ''
  return [
    `**Built** (${count} of ${operations.length} operations): ${built.map(({ name }) => name).join('; ')}.`,
    parts.length > 0 &&
      `**Not built yet**: ${parts.join('; ')}. ${missing}Settings of these parts are stored without effect: storing ` +
        'one of a pool, a client or a domain logs a warning, and `poolhouse config check-pool <id>` lists those of a pool.',
  ]
    .filter((paragraph) => paragraph !== false)
    .map((paragraph) => `${filled(paragraph)}\n`)
    .join('\n')
}

function named(capability: Capability): string {
  const built = builtOf(capability)
  const part = built > 0 ? ` (only ${built} of ${capability.operations.length} operations)` : ''
  return `${capability.name}${part}`
}

const builtOf = ({ operations }: Capability): number =>
  operations.filter((name) => registry[name].built).length

/** What settings wait for that no operation stands for. */
function partsBesides(unbuilt: readonly Capability[]): string[] {
  const parts = new Set([...POOL_RULES, ...DOMAIN_RULES, ...CLIENT_RULES].map(({ part }) => part))
  for (const { name } of unbuilt) parts.delete(name)
  return [...parts]
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
