import { type Read, WrongValue } from '../../config/values.ts'

/** The value of a command's own option; an error names the option. */
export function optionValue<Value>(option: string, text: string, read: Read<Value>): Value {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof WrongValue) throw new Error(`${option} must be ${error.message}, not "${text}"`)
    throw error
  }
}
