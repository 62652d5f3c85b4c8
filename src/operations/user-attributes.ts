import type { AttributeType, UserType } from '../contract/generated/types.ts'
import { listedAttributes } from '../domain/attributes/attribute-order.ts'
import { type AttributeEntry, type Attributes, lastValues } from '../domain/attributes/attributes.ts'
import type { Metadata } from '../domain/triggers/trigger-event.ts'
import type { User } from '../domain/users/user.ts'
import { toMfaOptions } from './mfa-members.ts'

/** A list of attributes in our words. */
export function toAttributeEntries(list: readonly AttributeType[] = []): AttributeEntry[] {
  return list.map(({ Name, Value }) => ({ name: Name, value: Value }))
}

/** ValidationData for the functions of triggers; undefined if there was none. */
export function toMetadata(list: readonly AttributeType[] | undefined): Metadata | undefined {
  return list && Object.fromEntries(lastValues(toAttributeEntries(list)))
}

/** A user's attributes as every answer lists them, `sub` last. */
export function toAttributeTypes(sub: string, attributes: Attributes): AttributeType[] {
  return listedAttributes(attributes, sub).map(({ name, value }) => ({ Name: name, Value: value }))
}

/** A user in an answer. Of `only`, where it is given, come those attributes that the user has. */
export function toUserType(user: User, only?: ReadonlySet<string>): UserType {
  const attributes = toAttributeTypes(user.sub, user.attributes)
  return {
    Username: user.username,
    Attributes: only ? attributes.filter(({ Name }) => only.has(Name)) : attributes,
    UserCreateDate: user.createdAt,
    UserLastModifiedDate: user.modifiedAt,
    Enabled: user.enabled,
    UserStatus: user.status,
    ...toMfaOptions(user.mfa),
  }
}
