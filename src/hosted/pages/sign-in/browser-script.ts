/**
 * The script of the pages, served from their own origin. Without it everything works except passkeys: it runs those, shows
 * passwords on demand, ticks the rules that a new password meets, and changes the language at once.
 */
export const BROWSER_SCRIPT = `'use strict'
const all = (selector, root = document) => [...root.querySelectorAll(selector)]

for (const form of all('form[data-passkey]')) {
  const complaint = form.querySelector('[role=alert]')
  const run = async () => {
    complaint.hidden = true
    try {
      const options = JSON.parse(form.dataset.options)
      const parsed = form.dataset.passkey === 'create'
        ? { publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }
        : { publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }
      const credential = await navigator.credentials[form.dataset.passkey](parsed)
      const field = document.createElement('input')
      field.type = 'hidden'
      field.name = 'credential'
      field.value = JSON.stringify(credential.toJSON())
      form.append(field)
      form.submit()
    } catch {
      complaint.hidden = false
    }
  }
  form.querySelector('.without-script').hidden = true
  form.querySelector('.with-script').hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    run()
  })
}

for (const input of all('input[data-show]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'link'
  button.setAttribute('aria-controls', input.id)
  const say = () => {
    const isShown = input.type === 'text'
    button.textContent = isShown ? input.dataset.hide : input.dataset.show
    button.setAttribute('aria-pressed', String(isShown))
  }
  button.addEventListener('click', () => {
    input.type = input.type === 'text' ? 'password' : 'text'
    say()
  })
  input.form.addEventListener('submit', () => { input.type = 'password' })
  say()
  input.classList.add('reveals')
  input.after(button)
}

const RULES = {
  lowercase: (text) => /[a-z]/.test(text),
  uppercase: (text) => /[A-Z]/.test(text),
  number: (text) => /[0-9]/.test(text),
  symbol: (text) => /[\\^$*.[\\]{}()?"!@#%&/\\\\,><':;|_~\`=+-]/.test(text) || text.trim().includes(' '),
}
for (const item of all('[data-rule]')) {
  const input = item.closest('form').querySelector('[name=password]')
  const meets = RULES[item.dataset.rule] ?? ((text) => [...text].length >= Number(item.dataset.rule))
  const check = () => {
    const isMet = meets(input.value)
    item.classList.toggle('passwordCheck-valid-customizable', isMet)
    item.classList.toggle('passwordCheck-notValid-customizable', !isMet && input.value !== '')
  }
  input.addEventListener('input', check)
  check()
}

for (const form of all('.tongues')) {
  form.querySelector('button').hidden = true
  form.querySelector('select').addEventListener('change', () => form.submit())
}

const wrong = document.querySelector('[aria-invalid=true]')
if (wrong) wrong.focus()
`
