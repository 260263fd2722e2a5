"""The writer `llm`: a language model tells the items, and the fact check holds it to the post.

`writer` assembles a script, `asking` puts a question to the service, `prompt` words the questions,
`answers` reads what comes back, `proof` compares it with the post, `dialogue` sends it back with
what is wrong, `budget` counts the tokens, and `cache` keeps what was answered.
"""
