// What the page knows of the world. It never invents: every line here was told by the server.

export class Store extends EventTarget {
  constructor(state) {
    super();
    this.people = new Map();
    this.chats = new Map();
    this.seen = new Map();
    this.take(state);
  }

  on(name, heard) {
    this.addEventListener(name, (event) => heard(event.detail));
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  take(note) {
    const how = { state: "takeState", chat: "takeChat", change: "takeChange", added: "takeAbout" }[note.type];
    if (how) this[how](note);
    if (note.now) this.takeNow(note);
    if (note.faults) this.takePart("faults", note.faults);
    if (note.windows) this.takePart("windows", note.windows);
    if (note.templates) this.takePart("templates", note.templates);
    if (note.type === "error") this.tell("error", note.text);
    if (note.type === "pressed") this.tell("pressed", note);
    if (note.type === "added") this.tell("added", note.about.id);
  }

  takeState(state) {
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.first = state.first;
    this.bots = state.bots;
    this.commands = state.commands;
    this.movable = state.movable;
    this.zone = state.zone;
    this.chats.clear();
    for (const chat of state.chats) this.takeChat(chat);
    this.tell("state");
    this.tell("people");
  }

  takeChat(chat) {
    this.chats.set(chat.person, { messages: chat.messages, keyboard: chat.keyboard });
    this.tell("chat", { person: chat.person, kind: "chat" });
  }

  takeAbout(note) {
    this.people.set(note.about.id, note.about);
    this.tell("people");
  }

  takeChange(note) {
    this.commands = note.commands;
    const chat = this.chats.get(note.person);
    if (chat) {
      chat.keyboard = note.keyboard;
      if (note.kind === "message" || note.kind === "edited") keep(chat.messages, note.data);
      if (note.kind === "deleted") chat.messages = chat.messages.filter((m) => m.message_id !== note.data.message_id);
    }
    if (note.about) this.takeAbout(note);
    this.tell("chat", { person: note.person, kind: note.kind, data: note.data });
  }

  takeNow(note) {
    this.now = new Date(note.now);
    this.tell("clock");
  }

  // Told again and again; only what differs is news.
  takePart(name, part) {
    if (JSON.stringify(this[name]) === JSON.stringify(part)) return;
    this[name] = part;
    this.tell(name);
  }

  unread(person) {
    return Math.max(0, (this.people.get(person)?.heard ?? 0) - (this.seen.get(person) ?? 0));
  }

  look(person) {
    const heard = this.people.get(person)?.heard ?? 0;
    if (this.seen.get(person) === heard) return;
    this.seen.set(person, heard);
    this.tell("seen", person);
  }
}

function keep(messages, message) {
  const place = messages.findIndex((known) => known.message_id === message.message_id);
  if (place < 0) messages.push(message);
  else messages[place] = message;
}
