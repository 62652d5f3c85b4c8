import { fieldName } from './field-name.ts'
import { type Shape, type StructureShape, shapeNamed } from './model.ts'
import { MEMBER_TRAITS } from './traits/member-traits.ts'
import { SHAPE_TRAITS } from './traits/shape-traits.ts'

/** The shape that the service checks a value of the named shape against. */
export function recordedShape(name: string): Shape {
  const shape = shapeNamed(name)
  const { pattern, unlisted } = SHAPE_TRAITS[name] ?? {}
  if (pattern === undefined && unlisted === undefined) return shape
  return { ...shape, ...(pattern !== undefined && { pattern }), ...(unlisted && { unlisted }) } as Shape
}

/** The name of a member's shape, or the shape itself where it has no name. */
export function recordedMember(structure: string, shape: StructureShape, member: string): string | Shape {
  return MEMBER_TRAITS[`${structure}.${member}`]?.shape ?? shape.members[member] ?? member
}

/** How messages call a member of a structure. */
export function recordedField(structure: string, member: string): string {
  return MEMBER_TRAITS[`${structure}.${member}`]?.field ?? fieldName(member)
}

/** Whether messages call a member of that name so, in any structure. */
export function isCalled(member: string, field: string): boolean {
  const traits = Object.entries(MEMBER_TRAITS).filter(([path]) => path.endsWith(`.${member}`))
  return fieldName(member) === field || traits.some(([, it]) => it.field === field)
}

/** Whether an empty text is the same as none for a member. */
export function mayBeBlank(structure: string, member: string): boolean {
  return MEMBER_TRAITS[`${structure}.${member}`]?.mayBeBlank === true
}

export function isRequired(structure: string, shape: StructureShape, member: string): boolean {
  return (
    (shape.required?.includes(member) ?? false) ||
    (SHAPE_TRAITS[structure]?.required?.includes(member) ?? false)
  )
}

/** Whether a null in the list of that name counts as absent. */
export function dropsNulls(name: string): boolean {
  return SHAPE_TRAITS[name]?.dropsNulls === true
}

/** Whether messages may show values of that shape. */
export function isShown(name: string, shape: Shape): boolean {
  return !isSensitive(shape) || SHAPE_TRAITS[name]?.shownInMessages === true
}

export function isSensitive(shape: Shape): boolean {
  return 'sensitive' in shape && shape.sensitive === true
}
