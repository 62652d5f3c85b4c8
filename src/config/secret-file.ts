import { closeSync, openSync, readSync } from 'node:fs'
import { systemReason } from '../kernel/system-reason.ts'
import type { Setting } from './setting.ts'
import { WrongValue } from './values.ts'

/** More than any secret has; a path that leads to something else must not fill the memory. */
const MOST_BYTES = 64 * 1024

/**
 * The value of a secret that a file holds, and its text, whose last line break doesn't count. Throws a WrongValue, a
 * sentence about the file that only lacks the setting in front: "<file> is empty".
 */
export function readSecretFile(
  file: string,
  setting: Setting,
): { readonly value: unknown; readonly text: string } {
  const content = contentOf(file)
  const text = content.toString('utf8').replace(/\r?\n$/, '')
  if (text === '') throw new WrongValue(`${file} is empty`)
  try {
    return { value: setting.readFile ? setting.readFile(content) : setting.read(text), text }
  } catch (error) {
    if (error instanceof WrongValue) throw new WrongValue(`${file} must hold ${error.message}`)
    throw error
  }
}

function contentOf(file: string): Buffer {
  try {
    const descriptor = openSync(file, 'r')
    try {
      const content = Buffer.alloc(MOST_BYTES + 1)
      const length = readSync(descriptor, content)
      if (length > MOST_BYTES) throw new WrongValue(`${file} has more than ${MOST_BYTES} bytes`)
      return content.subarray(0, length)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (error instanceof WrongValue) throw error
    throw new WrongValue(`${file} can't be read: ${systemReason(error)}`)
  }
}
