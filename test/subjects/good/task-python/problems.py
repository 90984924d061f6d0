"""What is answered instead of a success (RFC 9457)."""


class Problem(Exception):
    def __init__(self, status, title, detail=None, headers=None):
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail
        self.headers = headers or {}

    def as_json(self):
        problem = {"title": self.title, "status": self.status}
        if self.detail:
            problem["detail"] = self.detail
        return problem
