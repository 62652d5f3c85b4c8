/** An image by its addresses: for light pages, and for dark ones if they have another. */
export interface Picture {
  readonly light: string
  readonly dark?: string | undefined
}

/** What a page is about, as the picture at its head shows. */
export type Subject = 'app' | 'email' | 'passkey' | 'password' | 'sms'

export type Place = 'START' | 'CENTER' | 'END'

export interface Logo {
  readonly picture: Picture
  readonly place: Place
}

/** How the pages of a domain look: what the owner of the pool chose, in the terms of the pages. */
export interface Look {
  /** Of the pages: 1 has the classes of the classic ones, 2 a document with settings. */
  readonly version: 1 | 2
  /** The whole style of a page. */
  readonly css: string
  readonly scheme: 'light' | 'dark' | 'light dark'
  readonly icons: ReadonlyArray<{ readonly type: string; readonly address: string }>
  /** Above or below the content of the form, or outside its frame. */
  readonly logo: (Logo & { readonly inside: boolean; readonly atTop: boolean }) | undefined
  /** Strips at the top and the bottom of the page. */
  readonly header: { readonly logo: Logo | undefined } | undefined
  readonly footer: { readonly logo: Logo | undefined } | undefined
  /** At the head of pages; none where they are switched off. */
  readonly graphics: { readonly shown: boolean; readonly pictures: Partial<Record<Subject, Picture>> }
  /** Other identity providers come before the password. */
  readonly providersFirst: boolean
  /** The page has a picture in its background, which a form must not cover on a phone. */
  readonly hasBackground: boolean
}
