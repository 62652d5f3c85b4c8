import type { KeyObject } from 'node:crypto'
import { deriveKey, open, seal } from '../kernel/encryption.ts'
import type { Entropy } from '../kernel/entropy.ts'

/** Seals the texts of one column; each is bound to its row, so that it opens nowhere else. */
export interface ColumnVault {
  seal(text: string, ...row: string[]): Buffer
  open(sealed: Uint8Array, ...row: string[]): string
}

export interface Vault {
  forColumn(table: string, column: string): ColumnVault
}

/** Keeps secrets at rest under keys derived from the root key, one for each column. */
export function openVault(rootKey: KeyObject, entropy: Entropy): Vault {
  const columns = new Map<string, ColumnVault>()
  return {
    forColumn(table, column) {
      const name = `${table}.${column}`
      const known = columns.get(name)
      if (known) return known
      const key = deriveKey(rootKey, `column ${name}`)
      const vault: ColumnVault = {
        seal: (text, ...row) => seal(key, entropy, text, row),
        open(sealed, ...row) {
          const text = open(key, sealed, row)
          if (!text) throw new Error(`${name} was not sealed with this root key`)
          return text.toString('utf8')
        },
      }
      columns.set(name, vault)
      return vault
    },
  }
}
