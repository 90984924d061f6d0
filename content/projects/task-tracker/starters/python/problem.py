"""An answer that is not a success, in the form that RFC 9457 describes. Raise it anywhere; the server sends it."""

from http import HTTPStatus


class Problem(Exception):
    def __init__(self, status, detail):
        super().__init__(detail)
        self.status = status

    def as_json(self):
        return {"title": HTTPStatus(self.status).phrase, "status": self.status, "detail": str(self)}
