// Writes the part of docs/guides/sign-in-flows.md between its two marks: which second factor is asked for, by the table
// that decides it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SECOND_FACTORS, type SecondFactor } from '../src/domain/factors/mfa-settings.ts'
import {
  demandedSecondFactor,
  FACTOR_CONTACT,
  SECOND_FACTOR_TABLE,
  type SecondFactorDemand,
} from '../src/domain/factors/second-factor-table.ts'

export const GUIDE = 'docs/guides/sign-in-flows.md'
const BEGIN = '<!-- Which second factor: written by `npm run generate`. -->'
const END = '<!-- End of what is written. -->'

type Row = (typeof SECOND_FACTOR_TABLE)[number]
type Facts = Parameters<Row['applies']>[0]

/** The guide with its part renewed. */
export function withSecondFactors(guide: string): string {
  const [before, rest] = guide.split(BEGIN)
  const [, after] = rest?.split(END) ?? []
  if (before === undefined || after === undefined)
    throw new Error(`${GUIDE} lacks the marks of the generated part`)
  return `${before}${BEGIN}\n${tables()}${END}${after}`
}

function tables(): string {
  return [
    '| the first row that applies decides | what follows the first factor |',
    '|---|---|',
    ...SECOND_FACTOR_TABLE.map((row) => `| ${row.where} | ${outcomeOf(row)} |`),
    '',
    'For a pool that offers all three second factors:',
    '',
    '| the user has | has activated | prefers | MFA is OPTIONAL | MFA is ON |',
    '|---|---|---|---|---|',
    ...EXAMPLES.map(exampleLine),
    '',
  ].join('\n')
}

const OUTCOMES: Readonly<Record<SecondFactorDemand['kind'], string>> = {
  nothing: 'tokens',
  factor: 'the challenge of that factor',
  choice: '`SELECT_MFA_TYPE` with these factors',
  'set-up': '`MFA_SETUP` with the factors that the pool offers',
}

/** What a row comes to, wherever it is the one that decides. */
function outcomeOf(row: Row): string {
  const decided = everyFacts().filter(
    (facts) => SECOND_FACTOR_TABLE.find(({ applies }) => applies(facts)) === row,
  )
  const [kind, ...others] = new Set(decided.map((facts) => row.demand(facts).kind))
  if (!kind || others.length > 0) throw new Error(`"${row.where}" does not come to one thing`)
  return OUTCOMES[kind]
}

function everyFacts(): Facts[] {
  const subsets = Array.from({ length: 2 ** SECOND_FACTORS.length }, (_, bits) =>
    SECOND_FACTORS.filter((_, index) => bits & (1 << index)),
  )
  return (['OFF', 'OPTIONAL', 'ON'] as const).flatMap((mfa) =>
    subsets.flatMap((usable) =>
      [undefined, ...SECOND_FACTORS].map((preferred) => ({
        mfa,
        usable,
        preferred,
        offered: SECOND_FACTORS,
      })),
    ),
  )
}

interface Example {
  readonly has: readonly SecondFactor[]
  readonly activated?: readonly SecondFactor[]
  readonly preferred?: SecondFactor
}

const [SMS, TOTP, EMAIL] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] as const

const EXAMPLES: readonly Example[] = [
  { has: [] },
  { has: [EMAIL] },
  { has: [EMAIL], activated: [EMAIL] },
  { has: [SMS, EMAIL] },
  { has: [SMS, EMAIL], activated: [SMS] },
  { has: [SMS, EMAIL], activated: [SMS, EMAIL] },
  { has: [SMS, EMAIL], activated: [SMS, EMAIL], preferred: SMS },
  { has: [TOTP] },
  { has: [TOTP, EMAIL], activated: [TOTP] },
  { has: [TOTP, EMAIL], activated: [TOTP], preferred: TOTP },
]

const MEANS: Readonly<Record<SecondFactor, string>> = {
  SMS_MFA: 'a phone number',
  SOFTWARE_TOKEN_MFA: 'an app',
  EMAIL_OTP: 'an e-mail address',
}

function exampleLine(example: Example): string {
  const { has, activated = [], preferred } = example
  const cells = [
    has.map((factor) => MEANS[factor]).join(' and ') || 'nothing',
    activated.map((factor) => `\`${factor}\``).join(', '),
    preferred ? `\`${preferred}\`` : '',
    demandText(example, 'OPTIONAL'),
    demandText(example, 'ON'),
  ]
  return `| ${cells.join(' | ')} |`
}

function demandText(
  { has, activated = [], preferred }: Example,
  mfaConfiguration: 'OPTIONAL' | 'ON',
): string {
  const contacts = has.flatMap((factor) =>
    factor === TOTP ? [] : [[FACTOR_CONTACT[factor], 'one'] as const],
  )
  const demand = demandedSecondFactor({
    settings: {
      mfaConfiguration,
      smsMfaEnabled: true,
      softwareTokenMfaConfiguration: { enabled: true },
      emailMfaConfiguration: {},
    },
    user: { attributes: new Map(contacts), mfa: { activated, ...(preferred && { preferred }) } },
    hasSoftwareToken: has.includes(TOTP),
  })
  switch (demand.kind) {
    case 'nothing':
      return 'tokens'
    case 'factor':
      return `\`${demand.factor}\``
    case 'choice':
      return '`SELECT_MFA_TYPE`'
    case 'set-up':
      return '`MFA_SETUP`'
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = join(fileURLToPath(new URL('../../', import.meta.url)), GUIDE)
  writeFileSync(file, withSecondFactors(readFileSync(file, 'utf8')))
}
