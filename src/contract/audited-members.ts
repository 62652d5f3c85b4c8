import { rfc3339 } from '../kernel/clock.ts'
import { fieldName } from './field-name.ts'
import { model } from './model.ts'
import { SECRET_MEMBERS } from './traits/member-traits.ts'
import { SHAPE_TRAITS } from './traits/shape-traits.ts'

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

/**
 * A wire value as the audit trail shows it: members in lower camel case, secrets and personal data replaced, dates as
 * text (AWS: requestParameters and responseElements of a CloudTrail event).
 * @param shapeName the shape of `value` in the service model
 */
export function auditedMembers(shapeName: string, value: unknown, within = ''): unknown {
  if (value === undefined || value === null) return null
  const shape = model.shapes[shapeName]
  if (!shape || isHidden(shapeName)) return HIDDEN
  switch (shape.type) {
    case 'structure': {
      const audited: Record<string, unknown> = {}
      const defaults = SHAPE_TRAITS[shapeName]?.auditDefaults
      for (const { name, shownAs, memberShape } of membersOf(shapeName)) {
        const given = (value as Record<string, unknown>)[name]
        const member = given === undefined ? defaults?.[name] : given
        if (member === undefined) continue
        audited[shownAs] = memberShape ? auditedMembers(memberShape, member, shapeName) : HIDDEN
      }
      return audited
    }
    case 'list':
      return (value as unknown[]).map((entry) => auditedMembers(shape.member, entry, within))
    case 'map':
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key, auditedMembers(shape.value, entry, within)]),
      )
    case 'timestamp':
      return SHAPE_TRAITS[within]?.usDatesInAudit ? usDate(value as number) : rfc3339(value as number)
    case 'blob':
      return HIDDEN
    default:
      return value
  }
}

interface AuditedMember {
  readonly name: string
  readonly shownAs: string
  /** Undefined where the value is hidden. */
  readonly memberShape: string | undefined
}

/** At most one list for each shape of the model. */
const members = new Map<string, readonly AuditedMember[]>()

/** The members of a structure in their order: looked up once, as most calls are put on record. */
function membersOf(shapeName: string): readonly AuditedMember[] {
  const known = members.get(shapeName)
  if (known) return known
  const shape = model.shapes[shapeName]
  const found = Object.entries(shape?.type === 'structure' ? shape.members : {}).map(
    ([name, memberShape]) => ({
      name,
      shownAs: fieldName(name),
      memberShape: SECRET_MEMBERS.has(name) ? undefined : memberShape,
    }),
  )
  members.set(shapeName, found)
  return found
}

let usFormat: Intl.DateTimeFormat | undefined // made at the first use: it costs the start 20 ms

function usDate(instant: number): string {
  usFormat ??= new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
  return usFormat.format(instant).replace('\u202f', ' ') // newer ICU data puts a narrow space before AM and PM
}

function isHidden(shapeName: string): boolean {
  const { inAudit } = SHAPE_TRAITS[shapeName] ?? {}
  if (inAudit !== undefined) return inAudit === 'hidden'
  const shape = model.shapes[shapeName]
  return shape !== undefined && 'sensitive' in shape && shape.sensitive === true
}
