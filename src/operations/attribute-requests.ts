import type { SchemaAttributeType } from '../contract/generated/types.ts'
import type { AttributeDefinition, AttributeRequest } from '../domain/schema/attribute-definition.ts'

/** An entry of `Schema` or `CustomAttributes` in our words. */
export function toAttributeRequest(entry: SchemaAttributeType): AttributeRequest {
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = entry
  return {
    name: entry.Name ?? '', // the validator demands a name (recorded-constraints.ts)
    attributeDataType: entry.AttributeDataType,
    developerOnlyAttribute: entry.DeveloperOnlyAttribute,
    mutable: entry.Mutable,
    required: entry.Required,
    stringAttributeConstraints: text && { minLength: text.MinLength, maxLength: text.MaxLength },
    numberAttributeConstraints: number && { minValue: number.MinValue, maxValue: number.MaxValue },
  }
}

/** An attribute of a pool's schema in the words of the API. */
export function toSchemaAttribute(attribute: AttributeDefinition): SchemaAttributeType {
  const { stringAttributeConstraints: text, numberAttributeConstraints: number } = attribute
  return {
    Name: attribute.name,
    AttributeDataType: attribute.attributeDataType,
    DeveloperOnlyAttribute: attribute.developerOnlyAttribute,
    Mutable: attribute.mutable,
    Required: attribute.required,
    StringAttributeConstraints: text && { MinLength: text.minLength, MaxLength: text.maxLength },
    NumberAttributeConstraints: number && { MinValue: number.minValue, MaxValue: number.maxValue },
  }
}
