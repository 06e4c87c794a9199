"""The one exception that stops the tool. Problems in a report are findings, not exceptions."""

from __future__ import annotations

import errno

from govreport.messages import Message, Translator, msg


class GovreportError(Exception):
    """The tool cannot go on. `message` says what happened, `hint` what to do about it."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(Translator()(message))
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[GovreportError], tuple[Message, Message | None]]:
        return type(self), (self.message, self.hint)


def why(error: OSError) -> Message:
    """The system's reason in words; its own, which are English, where we have none."""
    known = {
        errno.ENOENT: msg("没有这个文件或文件夹"),
        errno.EACCES: msg("没有权限"),
        errno.EPERM: msg("没有权限"),
        errno.EROFS: msg("那里只能读，不能写"),
        errno.ENOSPC: msg("磁盘满了"),
        errno.EISDIR: msg("这是文件夹，不是文件"),
        errno.ENOTDIR: msg("路径中间有一段不是文件夹"),
        errno.ELOOP: msg("链接绕成了圈"),
        errno.ENAMETOOLONG: msg("文件名太长"),
    }
    if error.errno in known:
        return known[error.errno]
    return msg("{reason}", reason=error.strerror or str(error))


def choice(value: str, allowed: tuple[str, ...], option: str) -> str:
    """The value of an option if it is one of `allowed`. Raises GovreportError that names them."""
    if value in allowed:
        return value
    raise GovreportError(
        msg(
            "{option} 没有“{value}”；可以用：{allowed}。",
            option=option,
            value=value,
            allowed=allowed,
        )
    )
