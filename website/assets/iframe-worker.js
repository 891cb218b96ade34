// Search from the disk. A browser starts no worker for a page that is opened as a file, so there the script of the
// worker runs in a hidden frame of the page. The theme looks for this class by its name.
if (location.protocol === "file:") {
  const loaded = (document, url) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = url
      script.onload = resolve
      script.onerror = () => reject(new Error(`${url} can't be loaded`))
      document.body.append(script)
    })

  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super()
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      this.frame.srcdoc = "<!doctype html><title>Search</title><body></body>"
      this.started = new Promise(resolve => (this.frame.onload = resolve)).then(() => this.start(url))
      document.body.append(this.frame)
    }

    async start(url) {
      const inner = this.frame.contentWindow
      inner.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      inner.importScripts = async (...urls) => {
        for (const each of urls) await loaded(inner.document, each)
      }
      await loaded(inner.document, new URL(url, location.href).href)
      return inner
    }

    async postMessage(data) {
      const inner = await this.started
      inner.dispatchEvent(new inner.MessageEvent("message", { data }))
    }

    terminate() {
      this.frame.remove()
    }
  }
}
