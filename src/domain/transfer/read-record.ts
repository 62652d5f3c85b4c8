import { isJsonObject, type JsonObject, parsedJson } from '../../kernel/json-object.ts'
import { isAcceptable, isForeignPassword } from '../credentials/foreign-password.ts'
import { isMfaSettings } from '../factors/mfa-settings.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportRecord } from './export-record.ts'
import type { Form, Forms } from './records/record-kind.ts'
import { RECORD_KINDS } from './records/record-kinds.ts'
import { isSoftwareTokenText } from './records/software-token-text.ts'

/** The file is not an export, or is incomplete. Shown to the operator, so it quotes nothing from the file. */
export class ExportFileError extends Error {
  override readonly name = 'ExportFileError'
}

/** The required members of each kind of line. */
const MEMBERS: Readonly<Record<string, Forms>> = {
  ...Object.fromEntries(Object.entries(RECORD_KINDS).map(([type, { members }]) => [type, members])),
  header: { format: 'text', version: 'number' },
  end: { records: 'number' },
}

/** @throws ExportFileError with the line's number */
export function readRecord(text: string, line: number): ExportRecord {
  const value = parse(text, line)
  const { type } = value
  const members = typeof type === 'string' && Object.hasOwn(MEMBERS, type) ? MEMBERS[type] : undefined
  if (!members) {
    throw new ExportFileError(`line ${line} is of no type that this program knows`)
  }
  for (const [name, form] of Object.entries(members)) {
    if (!hasForm(value[name], form)) throw malformed(name, line)
  }
  if (value.foreignPassword !== undefined) assertHash(value.foreignPassword, line)
  if (value.mfa !== undefined && !isMfaSettings(value.mfa)) throw malformed('mfa', line)
  if (value.softwareToken !== undefined && !isSoftwareTokenText(value.softwareToken)) {
    throw malformed('softwareToken', line)
  }
  return value as unknown as ExportRecord
}

const malformed = (name: string, line: number) =>
  new ExportFileError(`line ${line}: ${name} is missing or malformed`)

/** Refuses the hashes that a user import job refuses. */
function assertHash(password: unknown, line: number): void {
  if (isForeignPassword(password) && isAcceptable(password)) return
  throw new ExportFileError(
    `line ${line}: the hash in foreignPassword is not of its algorithm, or exceeds its limits (docs/export-format.md)`,
  )
}

/** Checks the header of a file: this program must be able to read the version. */
export function assertReadable(first: ExportRecord | undefined): void {
  if (first?.type !== 'header' || first.format !== EXPORT_FORMAT) {
    throw new ExportFileError('the file is not a Poolhouse export')
  }
  if (first.version !== EXPORT_VERSION) {
    throw new ExportFileError(
      `the file has version ${first.version} of the format, this program reads version ${EXPORT_VERSION}`,
    )
  }
}

/** The parser's own message would quote the line, which may contain secrets. */
function parse(text: string, line: number): JsonObject {
  const value = parsedJson(text)
  if (!isJsonObject(value)) throw new ExportFileError(`line ${line} is no JSON object`)
  return value
}

function hasForm(value: unknown, form: Form | `${Form}?`): boolean {
  switch (form) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return Number.isSafeInteger(value)
    case 'flag':
      return typeof value === 'boolean'
    case 'object':
      return isJsonObject(value)
    case 'list':
      return Array.isArray(value)
    default:
      return value === undefined || hasForm(value, form.slice(0, -1) as Form)
  }
}
