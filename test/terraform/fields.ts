import type { Values } from './resource.ts'

/**
 * The members of the API for arguments of a configuration; with their own fields for blocks. The provider's SDK does not
 * send false and zero for a member whose name ends with `?` here, since it can't tell them from no value.
 */
export type Fields = Readonly<Record<string, string | readonly [member: string, block: Fields]>>

/** Arguments as members of a request. What has no value, or an empty text, is left out. */
export function toMembers(fields: Fields, values: Values): Values {
  const members: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name]
    if (value === undefined || value === '') continue
    if (typeof field !== 'string') members[field[0]] = eachBlock(value, (block) => toMembers(field[1], block))
    else if (value || !field.endsWith('?')) members[field.replace('?', '')] = value
  }
  return members
}

/** Members of an answer as arguments. What the answer lacks is left out. */
export function toArguments(fields: Fields, members: object | undefined): Values {
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const member = (typeof field === 'string' ? field : field[0]).replace('?', '')
    const value = (members as Values | undefined)?.[member]
    if (value === undefined) continue
    values[name] =
      typeof field === 'string' ? value : eachBlock(value, (block) => toArguments(field[1], block))
  }
  return values
}

function eachBlock(value: unknown, translate: (block: Values) => Values): unknown {
  return Array.isArray(value) ? value.map(translate) : translate(value as Values)
}

/** The provider has no block, list or map for an empty one of the answer. */
export function unlessEmpty<T extends object>(value: T | undefined): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined
}
