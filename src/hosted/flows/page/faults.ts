import type { Texts } from '../../languages/texts.ts'
import type { Frame } from '../../pages/sign-in/parts/frame.ts'
import { textOfError } from './texts-of-error.ts'

/** Texts about a field. */
export type FieldFault = 'invalid' | 'missing' | 'passwordsDiffer'

const FIELD_FAULTS: readonly unknown[] = ['invalid', 'missing', 'passwordsDiffer'] satisfies FieldFault[]

export interface WithFaults {
  readonly frame: Frame
  /** By the name of the field. */
  readonly faults: Readonly<Record<string, string>>
}

/**
 * A page with what is wrong: at a field of it, or above the form.
 * @param wrong an error, or the name of a text about the field; undefined if nothing is
 * @param fields that the page has
 */
export function withError(
  frame: Frame,
  field: string,
  wrong: unknown,
  fields: readonly string[] = [field],
): WithFaults {
  if (wrong === undefined) return { frame, faults: {} }
  if (FIELD_FAULTS.includes(wrong))
    return { frame, faults: { [field]: frame.texts[wrong as keyof Texts & FieldFault] } }
  const { text, field: at } = textOfError(frame.texts, wrong)
  if (at !== undefined && fields.includes(at)) return { frame, faults: { [at]: text } }
  return { frame: { ...frame, notice: { kind: 'error', text } }, faults: {} }
}
