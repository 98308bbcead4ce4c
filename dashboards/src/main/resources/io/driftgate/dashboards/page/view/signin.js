// The form for a token while the gate asks for one; what is said of whoever is signed in.
import { text } from './dom.js';

const WITHOUT_READ = 'signed in; without the scope read: reasons and drift may be old';

export class SignInView {
  #form;
  #account;
  #session;
  #complaint = ''; // about what was entered, until the next time

  constructor(form, account, session) {
    this.#form = form;
    this.#account = account;
    this.#session = session;
    form.addEventListener('submit', (submit) => {
      submit.preventDefault(); // nothing is ever sent by the form itself
      this.#show();
    });
    account.querySelector('button').addEventListener('click', () => session.signOut());
  }

  get #field() {
    return this.#form.querySelector('input');
  }

  #show() {
    const token = this.#field.value.trim();
    this.#field.value = '';
    this.#complaint = token ? '' : 'Enter a token.';
    if (token) {
      this.#session.signIn(token);
    }
  }

  draw() {
    const { asks, token, mayRead } = this.#session;
    const form = this.#form;
    if (asks === null) {
      this.#hide();
    } else {
      text(form.querySelector('[role="alert"]'), this.#complaint || asks);
      if (form.hidden) {
        form.hidden = false;
        this.#field.focus();
      }
    }
    this.#account.hidden = asks !== null || token === null;
    text(this.#account.querySelector('.account-words'), mayRead ? 'signed in' : WITHOUT_READ);
  }

  #hide() {
    const held = this.#form.contains(document.activeElement);
    this.#form.hidden = true;
    this.#complaint = '';
    if (held) {
      document.getElementById('markets').focus();
    }
  }
}
